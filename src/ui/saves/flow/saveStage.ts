import type { ImageRequest } from '../../../model/imageRequest';
import type { NotebookDetails } from '../../../model/notebook';
import type { AcceptedSave } from '../../../save/saves';
import type { RequestStep } from './askImageRequest';
import type { SaveWay } from './confirmationStep';

/** What is to be saved, as it stands at this moment of the questions. */
export interface SaveDraft {
  readonly notebook: NotebookDetails;
  readonly request: ImageRequest;
}

/** Where the flow stands. */
export type SaveStage =
  | { readonly at: 'notebook' }
  /** `edits`: the user changes answers, so that the workspace is asked for too. */
  | {
      readonly at: 'answers';
      readonly draft: SaveDraft;
      readonly from?: RequestStep | undefined;
      readonly edits?: boolean;
    }
  | { readonly at: 'confirm'; readonly draft: SaveDraft; readonly edits?: boolean }
  | { readonly at: 'submit'; readonly draft: SaveDraft; readonly agreement: SaveAgreement }
  | { readonly at: 'end'; readonly accepted: AcceptedSave | undefined };

/** What a person said yes to. */
export interface SaveAgreement {
  readonly way: SaveWay;
  /** True = the notebook is stopped once the image can be used. */
  readonly stopAfterwards: boolean;
}
