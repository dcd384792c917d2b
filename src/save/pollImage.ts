import { isModelArtsError, type ModelArtsError, type RefusedError } from '../model/errors';
import type { Image } from '../model/image';
import type { ImageReader } from './imageSource';
import type { FailureStreak } from './pollSchedule';
import type { Interruption } from './saveState';

/** Something was in the way of a look. */
export interface PollFailure {
  readonly kind: 'trouble';
  readonly error: ModelArtsError;
}

/** What one look came to. */
export type PollResult =
  | { readonly kind: 'seen'; readonly image: Image }
  /** The service says there is no such image. It may not show it yet: right after the save it often does not. */
  | { readonly kind: 'missing'; readonly error: RefusedError }
  | PollFailure;

/** One look at an image. @throws the signal's reason, and what is not an error of the family: a bug. */
export async function pollImage(service: ImageReader, imageId: string, signal: AbortSignal): Promise<PollResult> {
  const result = await orFailure(
    service.getImage(imageId, signal).then((image) => ({ kind: 'seen', image }) as const),
    signal,
  );
  if (result.kind === 'seen' || result.error.kind !== 'refused' || !isMissingImage(result.error)) return result;
  return { kind: 'missing', error: result.error };
}

/** What a look came to, or what was in its way. @throws the signal's reason, and what is not an error of the family: a bug. */
export async function orFailure<T>(result: Promise<T>, signal: AbortSignal): Promise<T | PollFailure> {
  try {
    return await result;
  } catch (error) {
    signal.throwIfAborted();
    if (!isModelArtsError(error)) throw error;
    return { kind: 'trouble', error };
  }
}

/** How long, and how often, looks have come to nothing. */
export interface RetryState {
  readonly trouble: Interruption | undefined;
  readonly failures: FailureStreak | undefined;
}

export const NO_FAILURES: RetryState = { trouble: undefined, failures: undefined };

/** After one more look that came to nothing. `now`: milliseconds since the epoch. */
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

/** ModelArts says "not found" with 400 and a code of its own; the gateway's 404 is about paths, not about images. */
export function isMissingImage(error: unknown): boolean {
  if (!isModelArtsError(error) || error.kind !== 'refused') return false;
  const { status, code } = error;
  return code === 'ModelArts.6404' || (status === 404 && !code?.startsWith('APIG'));
}
