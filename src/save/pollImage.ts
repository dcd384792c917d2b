import { isGone } from '../model/errorCodes';
import { isModelArtsError, type ModelArtsError, type RefusedError } from '../model/errors';
import type { Image } from '../model/image';
import { Emitter, type Event } from '../util/event';
import { untilAborted } from '../util/promises';
import type { ImageFinder, ImageReader, ImageSource } from './imageSource';
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
  if (result.kind === 'seen' || result.error.kind !== 'refused' || !isGone(result.error)) return result;
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

/** One follower's access to the shared polls. */
export interface Subscription {
  readonly service: ImageSource;
  /** Images that another follower's poll has returned. */
  readonly seenByOthers: Event<Image>;
  unsubscribe(): void;
}

/** Shares polls among the followers of one connection: several followers poll with a single list request. */
export class SharedPolling {
  readonly #groups = new Map<string, PollGroup>();

  /** Adds a follower. `source` sends its requests through the connection. */
  subscribe(connection: string, source: ImageSource, lifetime: AbortSignal): Subscription {
    const group = this.#groups.get(connection) ?? new PollGroup(lifetime);
    this.#groups.set(connection, group);
    const subscriber = {};
    return {
      service: { ...source, getImage: (id, signal) => group.poll(subscriber, source, id, signal) },
      seenByOthers: group.seen.event,
      unsubscribe: () => {
        if (group.unsubscribe(subscriber) === 0) this.#groups.delete(connection);
      },
    };
  }
}

/** The followers of one connection and the images they want. */
class PollGroup {
  readonly seen = new Emitter<Image>();
  readonly #wanted = new Map<object, string>();
  #listing: Promise<readonly Image[]> | undefined;

  constructor(private readonly lifetime: AbortSignal) {}

  /** Returns one image. With several followers, lists the newest images instead and reports them to all followers. */
  async poll(subscriber: object, source: ImageFinder, id: string, signal: AbortSignal): Promise<Image> {
    this.#wanted.set(subscriber, id);
    if (this.#wanted.size > 1) {
      const images = await untilAborted(this.#list(source), signal);
      const image = images.find((each) => each.id === id);
      if (image) return image;
    }
    // There is a single follower, or the image is not on the first page of the list.
    return source.getImage(id, signal);
  }

  /** Returns the number of remaining followers. */
  unsubscribe(subscriber: object): number {
    this.#wanted.delete(subscriber);
    return this.#wanted.size;
  }

  /** Concurrent polls share the response, so no single follower may abort the request. */
  #list(source: ImageFinder): Promise<readonly Image[]> {
    this.#listing ??= source
      .findImages({}, this.lifetime)
      .then(({ images }) => {
        this.#report(images);
        return images;
      })
      .finally(() => {
        this.#listing = undefined;
      });
    return this.#listing;
  }

  #report(images: readonly Image[]): void {
    const wanted = new Set(this.#wanted.values());
    for (const image of images) if (wanted.has(image.id)) this.seen.fire(image);
  }
}
