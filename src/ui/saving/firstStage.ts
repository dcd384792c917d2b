import { checkImageRequest } from '../../model/checkImageRequest';
import type { SaveDraft, SaveStage } from './saveFlow';
import type { SaveSession } from './saveSession';

interface FirstStageSession extends Pick<SaveSession, 'remembered' | 'signal'> {
  readonly connection: Pick<SaveSession['connection'], 'name'>;
  readonly tags: Pick<SaveSession['tags'], 'check'>;
  readonly given: Pick<SaveSession['given'], 'name' | 'namespace'>;
}

/**
 * The stage at which the questions begin: the confirmation, with the next free tag, when the caller or an earlier save of this
 * notebook answers them all; else the first question.
 */
export async function firstStage(session: FirstStageSession, draft: SaveDraft): Promise<SaveStage> {
  const { tags, signal } = session;
  if (!isAnswered(session, draft)) return { at: 'answers', draft };
  const known = await tags.check(draft.request, signal);
  const request = known.kind === 'taken' ? { ...draft.request, tag: known.next } : draft.request;
  return { at: 'confirm', draft: { ...draft, request } };
}

/** False when the service would refuse one of the answers: its question says why. */
function isAnswered({ given, remembered, connection }: FirstStageSession, { notebook, request }: SaveDraft): boolean {
  const isGiven = given.name !== undefined && given.namespace !== undefined;
  if (!isGiven && !remembered.of(connection.name, notebook.id)) return false;
  return [...checkImageRequest(request).values()].every(({ severity }) => severity !== 'stop');
}
