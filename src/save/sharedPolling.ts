import type { Image } from '../model/image';
import { Emitter, type Event } from '../util/event';
import type { ImageFinder, ImageSource } from './imageSource';

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
      const images = await unlessAborted(this.#list(source), signal);
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

/** @throws the signal's reason as soon as it aborts. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
