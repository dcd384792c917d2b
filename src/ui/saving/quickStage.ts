import type { SaveDraft, SaveStage } from './saveFlow';
import type { SaveSession } from './saveSession';

type TagSession = Pick<SaveSession, 'signal'> & { readonly tags: Pick<SaveSession['tags'], 'check'> };

interface QuickSession extends TagSession, Pick<SaveSession, 'remembered'> {
  readonly connection: Pick<SaveSession['connection'], 'name'>;
}

/** The confirmation, where the notebook was saved before; the tag is one that nobody is known to have. */
export async function quickStage(session: QuickSession, draft: SaveDraft): Promise<SaveStage> {
  if (!session.remembered.of(session.connection.name, draft.notebook.id)) return { at: 'answers', draft };
  return { at: 'confirm', draft: await replaceTakenTag(session, draft), quick: true };
}

/** Replaces a tag that is known to be taken by the next free one. Keeps a tag of which nothing can be found out within seconds. */
export async function replaceTakenTag({ tags, signal }: TagSession, draft: SaveDraft): Promise<SaveDraft> {
  const { request } = draft;
  const known = await tags.check(request, signal);
  return known.kind === 'taken' ? { ...draft, request: { ...request, tag: known.next } } : draft;
}
