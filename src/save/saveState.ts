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

/** What keeps the follower from seeing what it looks for at present. It goes on trying; the save itself is not touched by it. */
export interface Interruption {
  /** When the first of these looks in a row failed; milliseconds since the epoch. */
  readonly since: number;
  /** Of the last look. */
  readonly error: ModelArtsError;
}

/**
 * Why nobody follows a save any more although it had not settled. `missing`: the service says there is no such image;
 * `unexpected`: a fault of this extension, told in the log.
 */
export type UnwatchedReason = 'stopped' | 'deadline' | 'missing' | 'unexpected';

/** Where a save stands, as far as is known here. */
export type SaveState =
  /** The request is on its way; it cannot be taken back. */
  | { readonly phase: 'requesting' }
  /**
   * The request may have reached the service and its answer was lost: the service is searched for the image, and the
   * request is not sent again. `since`: when the answer was lost; milliseconds since the epoch.
   */
  | {
      readonly phase: 'looking';
      readonly error: OutcomeUnknownError;
      readonly since: number;
      readonly trouble: Interruption | undefined;
    }
  /**
   * Somebody else saves the notebook, and which image comes of it cannot be told yet. `runsOn`: id of the image the
   * notebook runs on meanwhile; it is another one when the save has succeeded.
   */
  | {
      readonly phase: 'savingElsewhere';
      readonly runsOn: string | undefined;
      readonly trouble: Interruption | undefined;
    }
  /** The service accepted it and builds the image; the notebook is unavailable meanwhile. */
  | { readonly phase: 'saving'; readonly image: Image; readonly trouble: Interruption | undefined }
  /**
   * The service has settled it: usable, not built, or deleted meanwhile. `noticedLate`: nobody could see it in the minute
   * before, so that it ended who knows how long before it was noticed.
   */
  | {
      readonly phase: 'saved' | 'failed' | 'deleted';
      readonly image: Image;
      readonly noticedLate?: true | undefined;
    }
  /** The service answered no: nothing was saved. */
  | { readonly phase: 'refused'; readonly error: RefusedError }
  /** The request surely did not reach the service: nothing was saved. */
  | { readonly phase: 'notSent'; readonly error: NotSentError | NotConnectedError | SaveInProgressError }
  /** The answer was lost, and the service shows no trace of the save: nothing was saved, and it may be asked for again. */
  | { readonly phase: 'notSaved'; readonly error: NotSavedError }
  /** Somebody else's save is over: the notebook is not being saved any more, and which image came of it is not known. */
  | { readonly phase: 'over' }
  /** It goes on at the service, or went; `image` is what was seen last. Undefined = somebody else's, whose image is not known. */
  | { readonly phase: 'unwatched'; readonly image: Image | undefined; readonly why: UnwatchedReason }
  /** The answer was lost, and the service does not tell either: an image may or may not exist. It must not be sent again. */
  | { readonly phase: 'outcomeUnknown'; readonly error: OutcomeUnknownError };

export type SavePhase = SaveState['phase'];

/** True while something stands behind a spinner: the request is on its way, or the save is being followed. */
export function isInProgress({ phase }: Pick<SaveState, 'phase'>): boolean {
  return phase === 'requesting' || phase === 'looking' || phase === 'savingElsewhere' || phase === 'saving';
}

/** The image as it was seen last; undefined before the service accepted the save, or when it never did. */
export function imageOf(state: SaveState): Image | undefined {
  return 'image' in state ? state.image : undefined;
}

/** True when it is not known how long the save took: at most until its end was noticed. */
export function isNoticedLate(state: SaveState): boolean {
  return 'noticedLate' in state && state.noticedLate === true;
}

/** What is in the way of whoever follows it. */
export function troubleOf(state: SaveState): Interruption | undefined {
  return 'trouble' in state ? state.trouble : undefined;
}
