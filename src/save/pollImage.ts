import { isModelArtsError, type ModelArtsError, type RefusedError } from '../model/errors';
import type { Image } from '../model/image';
import type { ImageReader } from './imageSource';
import type { FailureStreak } from './pollSchedule';
import type { Interruption } from './saveState';

/** A poll that failed. */
export interface PollFailure {
  readonly kind: 'trouble';
  readonly error: ModelArtsError;
}

/** Result of one poll. */
export type PollResult =
  | { readonly kind: 'seen'; readonly image: Image }
  /** The service reports that the image does not exist. This is common right after a save was accepted. */
  | { readonly kind: 'missing'; readonly error: RefusedError }
  | PollFailure;

/** Polls an image once. @throws the signal's reason, and any error that is not a ModelArtsError (a bug). */
export async function pollImage(service: ImageReader, imageId: string, signal: AbortSignal): Promise<PollResult> {
  const result = await orFailure(
    service.getImage(imageId, signal).then((image) => ({ kind: 'seen', image }) as const),
    signal,
  );
  if (result.kind === 'seen' || result.error.kind !== 'refused' || !isMissingImage(result.error)) return result;
  return { kind: 'missing', error: result.error };
}

/** Turns a ModelArtsError into a {@link PollFailure}. @throws the signal's reason, and any other error (a bug). */
export async function orFailure<T>(result: Promise<T>, signal: AbortSignal): Promise<T | PollFailure> {
  try {
    return await result;
  } catch (error) {
    signal.throwIfAborted();
    if (!isModelArtsError(error)) throw error;
    return { kind: 'trouble', error };
  }
}

/** The current run of failed polls. */
export interface RetryState {
  readonly trouble: Interruption | undefined;
  readonly failures: FailureStreak | undefined;
}

/** The state after a successful poll. */
export const NO_FAILURES: RetryState = { trouble: undefined, failures: undefined };

/** Returns the state after one more failed poll. `now`: milliseconds since the epoch. */
export function recordFailure({ trouble, failures }: RetryState, error: ModelArtsError, now: number): RetryState {
  return {
    trouble: { since: trouble?.since ?? now, error },
    failures: {
      of: error.kind === 'refused' || error.kind === 'unreadable' ? 'service' : 'network',
      times: (failures?.times ?? 0) + 1,
      retryAfterMs: error.kind === 'refused' ? error.retryAfterMs : undefined,
    },
  };
}

/** ModelArts reports "not found" with status 400 and its own code. A 404 of the gateway is about paths, not images. */
export function isMissingImage(error: unknown): boolean {
  if (!isModelArtsError(error) || error.kind !== 'refused') return false;
  const { status, code } = error;
  return code === 'ModelArts.6404' || (status === 404 && !code?.startsWith('APIG'));
}
