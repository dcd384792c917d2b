import { isModelArtsError, type ModelArtsError, type RefusedError } from '../model/errors';
import type { Image } from '../model/image';
import type { Setback } from './followSchedule';
import type { ImageReader } from './imageSource';
import type { Trouble } from './saveState';

/** Something was in the way of a look. */
export interface Hindered {
  readonly kind: 'trouble';
  readonly error: ModelArtsError;
}

/** What one look came to. */
export type Look =
  | { readonly kind: 'seen'; readonly image: Image }
  /** The service says there is no such image. It may not show it yet: right after the save it often does not. */
  | { readonly kind: 'missing'; readonly error: RefusedError }
  | Hindered;

/** One look at an image. @throws the signal's reason, and what is not an error of the family: a bug. */
export async function lookAtImage(service: ImageReader, imageId: string, signal: AbortSignal): Promise<Look> {
  const look = await orHindered(
    service.getImage(imageId, signal).then((image) => ({ kind: 'seen', image }) as const),
    signal,
  );
  if (look.kind === 'seen' || look.error.kind !== 'refused' || !isMissingImage(look.error)) return look;
  return { kind: 'missing', error: look.error };
}

/** What a look came to, or what was in its way. @throws the signal's reason, and what is not an error of the family: a bug. */
export async function orHindered<T>(look: Promise<T>, signal: AbortSignal): Promise<T | Hindered> {
  try {
    return await look;
  } catch (error) {
    signal.throwIfAborted();
    if (!isModelArtsError(error)) throw error;
    return { kind: 'trouble', error };
  }
}

/** How long, and how often, looks have come to nothing. */
export interface Hindrance {
  readonly trouble: Trouble | undefined;
  readonly setback: Setback | undefined;
}

export const UNHINDERED: Hindrance = { trouble: undefined, setback: undefined };

/** After one more look that came to nothing. `now`: milliseconds since the epoch. */
export function hinder({ trouble, setback }: Hindrance, error: ModelArtsError, now: number): Hindrance {
  return {
    trouble: { since: trouble?.since ?? now, error },
    setback: {
      of: error.kind === 'refused' || error.kind === 'unreadable' ? 'service' : 'network',
      times: (setback?.times ?? 0) + 1,
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
