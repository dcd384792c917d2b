import type {
  ModelArtsError,
  NotConnectedError,
  NotSentError,
  OutcomeUnknownError,
  RefusedError,
} from '../model/errors';
import type { Image } from '../model/image';

/** What keeps the follower from seeing the image at present. It goes on trying; the save itself is not touched by it. */
export interface Trouble {
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
  /** The service accepted it and builds the image; the notebook is unavailable meanwhile. */
  | { readonly phase: 'saving'; readonly image: Image; readonly trouble: Trouble | undefined }
  /** The service has settled it: usable, not built, or deleted meanwhile. */
  | { readonly phase: 'saved' | 'failed' | 'deleted'; readonly image: Image }
  /** The service answered no: nothing was saved. */
  | { readonly phase: 'refused'; readonly error: RefusedError }
  /** The request surely did not reach the service: nothing was saved. */
  | { readonly phase: 'notSent'; readonly error: NotSentError | NotConnectedError }
  /** It goes on at the service, or went; `image` is what was seen last. */
  | { readonly phase: 'unwatched'; readonly image: Image; readonly why: UnwatchedReason }
  /** The request may have reached the service: an image may or may not be on its way. It must not be sent again. */
  | { readonly phase: 'outcomeUnknown'; readonly error: OutcomeUnknownError };

export type SavePhase = SaveState['phase'];

/** True while something stands behind a spinner: the request is on its way, or the save is being followed. */
export function isUnderWay({ phase }: Pick<SaveState, 'phase'>): boolean {
  return phase === 'requesting' || phase === 'saving';
}

/** The image as it was seen last; undefined before the service accepted the save, or when it never did. */
export function imageOf(state: SaveState): Image | undefined {
  return 'image' in state ? state.image : undefined;
}
