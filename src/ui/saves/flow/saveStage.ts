import { checkImageRequest } from '../../../model/checkImageRequest';
import type { ImageRequest } from '../../../model/imageRequest';
import type { NotebookDetails } from '../../../model/notebook';
import type { AcceptedSave } from '../../../save/saves';
import type { RequestStep } from './askImageRequest';
import type { SaveMode } from './confirmationStep';
import type { SaveSession } from './saveSession';

/** The notebook and the request so far. */
export interface SaveDraft {
  readonly notebook: NotebookDetails;
  readonly request: ImageRequest;
}

/** The current stage of the flow. */
export type SaveStage =
  | { readonly at: 'notebook' }
  /** `isEditing`: the user is changing answers, so the workspace is asked for too. */
  | {
      readonly at: 'answers';
      readonly draft: SaveDraft;
      readonly from?: RequestStep | undefined;
      readonly isEditing?: boolean;
    }
  | { readonly at: 'confirm'; readonly draft: SaveDraft; readonly isEditing?: boolean }
  | { readonly at: 'submit'; readonly draft: SaveDraft; readonly confirmation: SaveConfirmation }
  | { readonly at: 'end'; readonly accepted: AcceptedSave | undefined };

/** The confirmed way to save. */
export interface SaveConfirmation {
  readonly mode: SaveMode;
  /** Whether to stop the notebook when the image is ready. */
  readonly stopAfterwards: boolean;
}

type TagSession = Pick<SaveSession, 'signal'> & { readonly tags: Pick<SaveSession['tags'], 'check'> };

interface FirstStageSession extends TagSession, Pick<SaveSession, 'remembered'> {
  readonly connection: Pick<SaveSession['connection'], 'name'>;
  readonly args: Pick<SaveSession['args'], 'name' | 'namespace'>;
}

/**
 * Returns the first stage: the confirmation, with a free tag, if the caller or an earlier save of this notebook answers
 * all questions; otherwise the first question.
 */
export async function firstStage(session: FirstStageSession, draft: SaveDraft): Promise<SaveStage> {
  if (!isAnswered(session, draft)) return { at: 'answers', draft };
  return { at: 'confirm', draft: await replaceTakenTag(session, draft) };
}

/** Replaces an existing tag by the next free one. Keeps the tag if the check does not finish within seconds. */
export async function replaceTakenTag({ tags, signal }: TagSession, draft: SaveDraft): Promise<SaveDraft> {
  const { request } = draft;
  const known = await tags.check(request, signal);
  return known.kind === 'taken' ? { ...draft, request: { ...request, tag: known.next } } : draft;
}

/** False if an answer is missing or invalid, so that its step shows why. */
function isAnswered({ args, remembered, connection }: FirstStageSession, { notebook, request }: SaveDraft): boolean {
  const isGiven = args.name !== undefined && args.namespace !== undefined;
  if (!isGiven && !remembered.of(connection.name, notebook.id)) return false;
  return [...checkImageRequest(request).values()].every(({ severity }) => severity !== 'stop');
}
