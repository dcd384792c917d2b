import type { Image } from '../model/image';
import { Emitter, type Event } from '../util/event';
import type { ImageFinder, ImageSource } from './imageSource';

/** One follower's seat where looks are shared. */
export interface Subscription {
  readonly service: ImageSource;
  /** Images that another follower's look has shown. */
  readonly seenByOthers: Event<Image>;
  leave(): void;
}

/** Lets those who follow saves of one connection share what they see: several look by one request. */
export class SharedPolling {
  readonly #tables = new Map<string, PollGroup>();

  /** A place for one follower; `source` asks the service through its connection. */
  join(connection: string, source: ImageSource, lifetime: AbortSignal): Subscription {
    const table = this.#tables.get(connection) ?? new PollGroup(lifetime);
    this.#tables.set(connection, table);
    const subscription = {};
    return {
      service: { ...source, getImage: (id, signal) => table.look(subscription, source, id, signal) },
      seenByOthers: table.seen.event,
      leave: () => {
        if (table.leave(subscription) === 0) this.#tables.delete(connection);
      },
    };
  }
}

/** Who follows what through one connection. */
class PollGroup {
  readonly seen = new Emitter<Image>();
  readonly #wanted = new Map<object, string>();
  #listing: Promise<readonly Image[]> | undefined;

  constructor(private readonly lifetime: AbortSignal) {}

  /** One image: by the list of the newest ones while others follow too, which is shown to them. */
  async look(subscription: object, source: ImageFinder, id: string, signal: AbortSignal): Promise<Image> {
    this.#wanted.set(subscription, id);
    if (this.#wanted.size > 1) {
      const images = await unlessAborted(this.#list(source), signal);
      const image = images.find((each) => each.id === id);
      if (image) return image;
    }
    // Alone, or not on the first page of the list.
    return source.getImage(id, signal);
  }

  /** How many are left. */
  leave(subscription: object): number {
    this.#wanted.delete(subscription);
    return this.#wanted.size;
  }

  /** Those who look at the same moment share the answer, so none of them may end the request. */
  #list(source: ImageFinder): Promise<readonly Image[]> {
    this.#listing ??= source
      .findImages({}, this.lifetime)
      .then(({ images }) => {
        this.#show(images);
        return images;
      })
      .finally(() => {
        this.#listing = undefined;
      });
    return this.#listing;
  }

  #show(images: readonly Image[]): void {
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
