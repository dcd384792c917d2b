import type { SaveDraft, SaveStage } from './saveFlow';
import type { SaveSession } from './saveSession';

interface QuickSession extends Pick<SaveSession, 'remembered' | 'signal'> {
  readonly connection: Pick<SaveSession['connection'], 'name'>;
  readonly tags: Pick<SaveSession['tags'], 'check'>;
}

/** The confirmation, where the notebook was saved before; the tag is one that nobody is known to have. */
export async function quickStage(
  { remembered, connection, tags, signal }: QuickSession,
  draft: SaveDraft,
): Promise<SaveStage> {
  if (!remembered.of(connection.name, draft.notebook.id)) return { at: 'answers', draft };
  const known = await tags.check(draft.request, signal);
  const request = known.kind === 'taken' ? { ...draft.request, tag: known.next } : draft.request;
  return { at: 'confirm', draft: { ...draft, request }, quick: true };
}
