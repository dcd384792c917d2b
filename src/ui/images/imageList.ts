import type { ModelArtsClient } from '../../api/modelArtsClient';
import type { Connection } from '../../connections/connection';
import type { Connections } from '../../connections/connections';
import { isModelArtsError, type ModelArtsError } from '../../model/errors';
import type { Image } from '../../model/image';
import { pollImage } from '../../save/pollImage';
import type { Clock } from '../../util/clock';
import type { Disposable } from '../../util/disposable';
import { Emitter, type Event } from '../../util/event';
import type { Logger } from '../../util/logger';

/** What is known of the account's own images, with the connection in use. */
export type ImageListState =
  | { readonly kind: 'notConnected'; readonly error: ModelArtsError; readonly images: readonly Image[] }
  | { readonly kind: 'unread'; readonly images: readonly Image[] }
  /** For the first time; `images` are those that have come so far. */
  | { readonly kind: 'reading'; readonly images: readonly Image[] }
  | { readonly kind: 'read'; readonly images: readonly Image[] }
  /** `images` are the last ones read, kept while the error lasts. */
  | { readonly kind: 'failed'; readonly error: ModelArtsError; readonly images: readonly Image[] };

export interface ImageListOptions {
  readonly connections: Pick<Connections, 'current' | 'get' | 'onDidChange'>;
  readonly clientFor: (
    connection: string,
  ) => Promise<Pick<ModelArtsClient, 'listImagePages' | 'getImage' | 'deleteImage'>>;
  readonly clock: Clock;
  readonly log: Logger;
}

const UNREAD = { kind: 'unread', images: [] } as const;

/** The images of the connection in use: read when asked, kept until read again, dropped when the connection changes. */
export class ImageList implements Disposable {
  readonly #changed = new Emitter<void>();
  readonly #listening: Disposable;
  #state: ImageListState = UNREAD;
  /** Whose images these are. */
  #connection: Connection | undefined;
  #readAt = 0;
  readonly #lifetime = new AbortController();
  /** Ends everything that was asked over the present connection: a late answer is never drawn. */
  #connected = new AbortController();
  /** Ends the reading under way. */
  #reading = new AbortController();
  /** What became known of single images during the reading under way, which may have passed them before. */
  readonly #meanwhile = new Map<string, Image>();
  readonly #deleting = new Set<string>();
  /** Deleted from here: a reading that began before that still tells of them. */
  readonly #gone = new Set<string>();

  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(private readonly options: ImageListOptions) {
    this.#connection = options.connections.current;
    this.#listening = options.connections.onDidChange(() => {
      // Another one that changed says nothing of these; one that could not be used may work at last.
      if (options.connections.current !== this.#connection || 'error' in this.#state) this.#forget();
    });
  }

  get state(): ImageListState {
    return this.#state;
  }

  find(id: string): Image | undefined {
    return this.#state.images.find((image) => image.id === id);
  }

  /** True while its deletion was asked for and not answered. */
  isDeleting(id: string): boolean {
    return this.#deleting.has(id);
  }

  /** When all of them were last read, milliseconds since the epoch; 0 = never. */
  get readAt(): number {
    return this.#readAt;
  }

  /** Reads all images anew; a reading under way is ended. Resolves when the state says how it went. */
  async read(): Promise<void> {
    this.#reading.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#meanwhile.clear();
    if (this.#state.kind === 'unread') this.#enter({ kind: 'reading', images: [] });
    const state = await this.#ask(AbortSignal.any([reading.signal, this.#connected.signal]));
    if (!state) return;
    if (state.kind === 'read') this.#readAt = this.options.clock.now();
    this.#enter(state);
  }

  /**
   * Reads one image anew. One that the service does not know is taken out of what is shown, until it is told of again.
   *
   * @throws an error of the family, or the signal's reason when the connection changed meanwhile
   */
  async fetch(id: string): Promise<Image> {
    const { connections, clientFor } = this.options;
    const { signal } = this.#connected;
    const wasGone = this.#gone.has(id);
    const look = await pollImage(await clientFor(connections.get(undefined).name), id, signal);
    signal.throwIfAborted();
    if (look.kind === 'seen') {
      // Asked for after it was deleted, and there all the same.
      if (wasGone) this.#gone.delete(id);
      this.put(look.image);
      return look.image;
    }
    if (look.kind === 'missing') this.remove(id);
    throw look.error;
  }

  /**
   * What a connection says of an image: of the one in use as it is listed, else asked for.
   *
   * @throws an error of the family, or the signal's reason when the connection changed meanwhile
   */
  async lookUp(connection: string, id: string): Promise<Image> {
    if (connection === this.options.connections.current?.name) return this.find(id) ?? this.fetch(id);
    const client = await this.options.clientFor(connection);
    return client.getImage(id, this.#lifetime.signal);
  }

  /** Takes in what became known of an image elsewhere, e.g. by following a save. */
  put(image: Image): void {
    this.#meanwhile.set(image.id, image);
    const { kind } = this.#state;
    if (kind === 'read' || kind === 'failed') this.#replaceImages(overlaid(this.#state.images, [image]));
  }

  /** Takes an image out that does not exist, until somebody tells of it again. */
  remove(id: string): void {
    this.#meanwhile.delete(id);
    this.#replaceImages(this.#state.images.filter((image) => image.id !== id));
  }

  /**
   * Deletes an image; it is shown in transition meanwhile, and put back when that is refused.
   *
   * @param connection with which it was listed: another one may be in use by now
   * @throws an error of the family
   */
  async delete(connection: string, id: string, withContent: boolean): Promise<void> {
    this.#deleting.add(id);
    this.#changed.fire();
    try {
      const client = await this.options.clientFor(connection);
      await client.deleteImage(id, withContent, this.#lifetime.signal);
      this.#gone.add(id);
    } finally {
      this.#deleting.delete(id);
      this.#replaceImages(this.#state.images);
    }
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#connected.abort();
    this.#listening.dispose();
    this.#changed.dispose();
  }

  /** Undefined when nobody waits for the answer any more. */
  async #ask(signal: AbortSignal): Promise<ImageListState | undefined> {
    try {
      const images = await this.#readPages(signal);
      return signal.aborted ? undefined : { kind: 'read', images };
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!isModelArtsError(error)) throw error;
      this.options.log.warn(`Images could not be listed: ${error.message}`);
      if (error.kind === 'notConnected') return { kind: 'notConnected', error, images: [] };
      return { kind: 'failed', error, images: this.#state.images };
    }
  }

  /** The first reading shows what has come: the first page, and again each time it has doubled. */
  async #readPages(signal: AbortSignal): Promise<readonly Image[]> {
    const client = await this.options.clientFor(this.options.connections.get(undefined).name);
    const byId = new Map<string, Image>();
    for await (const { images } of client.listImagePages({}, signal)) {
      signal.throwIfAborted();
      for (const image of images) byId.set(image.id, image);
      const { kind, images: shown } = this.#state;
      if (kind === 'reading' && byId.size >= 2 * shown.length) this.#enter({ kind, images: [...byId.values()] });
    }
    return overlaid([...byId.values()], [...this.#meanwhile.values()]);
  }

  #forget(): void {
    this.#connected.abort();
    this.#connected = new AbortController();
    this.#connection = this.options.connections.current;
    this.#meanwhile.clear();
    this.#gone.clear();
    this.#readAt = 0;
    this.#enter(UNREAD);
  }

  #replaceImages(images: readonly Image[]): void {
    this.#enter({ ...this.#state, images });
  }

  #enter(state: ImageListState): void {
    this.#state = { ...state, images: state.images.filter(({ id }) => !this.#gone.has(id)) };
    this.#changed.fire();
  }
}

/** `images` with the facts of `fresh` in their place; those that were not there come first. */
function overlaid(images: readonly Image[], fresh: readonly Image[]): readonly Image[] {
  if (fresh.length === 0) return images;
  const byId = new Map(fresh.map((image) => [image.id, image]));
  const known = images.map((image) => {
    const better = byId.get(image.id);
    byId.delete(image.id);
    return better ?? image;
  });
  return [...byId.values(), ...known];
}
