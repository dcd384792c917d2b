import { checkImageRequest } from '../../../model/checkImageRequest';
import type { SaveSession } from './saveSession';
import type { SaveDraft, SaveStage } from './saveStage';

type TagSession = Pick<SaveSession, 'signal'> & { readonly tags: Pick<SaveSession['tags'], 'check'> };

interface FirstStageSession extends TagSession, Pick<SaveSession, 'remembered'> {
  readonly connection: Pick<SaveSession['connection'], 'name'>;
  readonly given: Pick<SaveSession['given'], 'name' | 'namespace'>;
}

/**
 * The stage at which the questions begin: the confirmation, with the next free tag, when the caller or an earlier save of this
 * notebook answers them all; else the first question.
 */
export async function firstStage(session: FirstStageSession, draft: SaveDraft): Promise<SaveStage> {
  if (!isAnswered(session, draft)) return { at: 'answers', draft };
  return { at: 'confirm', draft: await replaceTakenTag(session, draft) };
}

/** Replaces a tag that is known to be taken by the next free one. Keeps a tag of which nothing can be found out within seconds. */
export async function replaceTakenTag({ tags, signal }: TagSession, draft: SaveDraft): Promise<SaveDraft> {
  const { request } = draft;
  const known = await tags.check(request, signal);
  return known.kind === 'taken' ? { ...draft, request: { ...request, tag: known.next } } : draft;
}

/** False when the service would refuse one of the answers: its question says why. */
function isAnswered({ given, remembered, connection }: FirstStageSession, { notebook, request }: SaveDraft): boolean {
  const isGiven = given.name !== undefined && given.namespace !== undefined;
  if (!isGiven && !remembered.of(connection.name, notebook.id)) return false;
  return [...checkImageRequest(request).values()].every(({ severity }) => severity !== 'stop');
}
