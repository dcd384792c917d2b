import type { ImageRequest } from '../../../model/imageRequest';
import type { NotebookDetails } from '../../../model/notebook';
import type { AcceptedSave } from '../../../save/saves';
import type { RequestStep } from './askImageRequest';
import type { SaveMode } from './confirmationStep';

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
