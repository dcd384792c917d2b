import type {
  ModelArtsError,
  NotConnectedError,
  NotSavedError,
  NotSentError,
  OutcomeUnknownError,
  RefusedError,
  SaveInProgressError,
} from '../model/errors';
import type { Image } from '../model/image';

/** A series of failed polls. Polling continues, and the save itself is not affected. */
export interface Interruption {
  /** Time of the first failed poll in a row; milliseconds since the epoch. */
  readonly since: number;
  /** Error of the latest poll. */
  readonly error: ModelArtsError;
}

/**
 * Why a save is no longer followed although it has not settled. `missing`: the service reports that the image does not
 * exist; `unexpected`: a bug of the extension, recorded in the log.
 */
export const UNWATCHED_REASONS = ['stopped', 'deadline', 'missing', 'unexpected'] as const;

/** One of {@link UNWATCHED_REASONS}. */
export type UnwatchedReason = (typeof UNWATCHED_REASONS)[number];

/** State of a save as far as this window knows. */
export type SaveState =
  /** The create-image request is being sent; it cannot be canceled. */
  | { readonly phase: 'requesting' }
  /**
   * The request may have reached the service, but its response was lost. The service is searched for the image, and the
   * request is not sent again. `since`: when the response was lost; milliseconds since the epoch.
   */
  | {
      readonly phase: 'looking';
      readonly error: OutcomeUnknownError;
      readonly since: number;
      readonly trouble: Interruption | undefined;
    }
  /**
   * The notebook is being saved by another client, and the resulting image is not known yet. `runsOn`: id of the image
   * the notebook runs on meanwhile; a different one afterwards means the save succeeded.
   */
  | {
      readonly phase: 'savingElsewhere';
      readonly runsOn: string | undefined;
      readonly trouble: Interruption | undefined;
    }
  /** The service accepted the save and builds the image; the notebook is unavailable meanwhile. */
  | { readonly phase: 'saving'; readonly image: Image; readonly trouble: Interruption | undefined }
  /**
   * Settled by the service: usable, not built, or deleted meanwhile. `noticedLate`: no poll succeeded in the minute
   * before, so the actual end may be much earlier.
   */
  | {
      readonly phase: 'saved' | 'failed' | 'deleted';
      readonly image: Image;
      readonly noticedLate?: true | undefined;
    }
  /** The service refused; nothing was saved. */
  | { readonly phase: 'refused'; readonly error: RefusedError }
  /** The request did not reach the service; nothing was saved. */
  | { readonly phase: 'notSent'; readonly error: NotSentError | NotConnectedError | SaveInProgressError }
  /**
   * The response was lost and the service shows no trace of the save; nothing was saved, and it may be requested again.
   */
  | { readonly phase: 'notSaved'; readonly error: NotSavedError }
  /**
   * A save started elsewhere has ended: the notebook is no longer being saved, and the resulting image is not known.
   */
  | { readonly phase: 'over' }
  /**
   * No longer followed; the save may continue at the service. `image`: as last seen; undefined = a save started
   * elsewhere whose image is unknown.
   */
  | { readonly phase: 'unwatched'; readonly image: Image | undefined; readonly why: UnwatchedReason }
  /**
   * The response was lost and the service does not show the outcome: an image may or may not exist. The request must
   * not be sent again.
   */
  | { readonly phase: 'outcomeUnknown'; readonly error: OutcomeUnknownError };

/** Name of a save state. */
export type SavePhase = SaveState['phase'];

/** True while the request is being sent or the save is being followed. */
export function isInProgress({ phase }: Pick<SaveState, 'phase'>): boolean {
  return phase === 'requesting' || phase === 'looking' || phase === 'savingElsewhere' || phase === 'saving';
}

/** True when it is certain that the service did not accept the save. */
export function isNotAccepted({ phase }: Pick<SaveState, 'phase'>): boolean {
  return phase === 'refused' || phase === 'notSent' || phase === 'notSaved';
}

/** Returns the image as last seen; undefined when the service has not accepted the save. */
export function imageOf(state: SaveState): Image | undefined {
  return 'image' in state ? state.image : undefined;
}

/** True when the duration is unknown because the end was noticed late. */
export function isNoticedLate(state: SaveState): boolean {
  return 'noticedLate' in state && state.noticedLate === true;
}

/** Returns the current interruption of polling, if any. */
export function interruptionOf(state: SaveState): Interruption | undefined {
  return 'trouble' in state ? state.trouble : undefined;
}
