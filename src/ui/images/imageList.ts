import { isDeepStrictEqual } from 'node:util';
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

/** The outcome of the last reload of the account's own images, with the connection in use. */
export type ImageListState =
  | { readonly kind: 'notConnected'; readonly error: ModelArtsError; readonly images: readonly Image[] }
  | { readonly kind: 'unread'; readonly images: readonly Image[] }
  /** The first load is in progress; `images` are those that arrived so far. */
  | { readonly kind: 'reading'; readonly images: readonly Image[] }
  | { readonly kind: 'read'; readonly images: readonly Image[] }
  /** `images` are those of the last successful reload. */
  | { readonly kind: 'failed'; readonly error: ModelArtsError; readonly images: readonly Image[] };

/** Dependencies of {@link ImageList}. */
export interface ImageListOptions {
  readonly connections: Pick<Connections, 'current' | 'get' | 'onDidChange'>;
  readonly clientFor: (
    connection: string,
  ) => Promise<Pick<ModelArtsClient, 'listImagePages' | 'getImage' | 'deleteImage'>>;
  readonly clock: Clock;
  readonly log: Logger;
}

const UNREAD = { kind: 'unread', images: [] } as const;

/** Holds the images of the connection in use. Loads them on request and drops them when the connection changes. */
export class ImageList implements Disposable {
  readonly #changed = new Emitter<void>();
  readonly #subscription: Disposable;
  #state: ImageListState = UNREAD;
  /** The connection that the images belong to. */
  #connection: Connection | undefined;
  #readAt = 0;
  readonly #lifetime = new AbortController();
  /** Aborts all requests over the connection in use, so that a late response is never shown. */
  #connected = new AbortController();
  /** Aborts the reload in progress. */
  #reading = new AbortController();
  /** Images updated individually during a reload, by ID. The reload may have passed them before. */
  readonly #updates = new Map<string, Image>();
  readonly #deleting = new Set<string>();
  /** IDs of images deleted by this list. A reload that began before the deletion still contains them. */
  readonly #deleted = new Set<string>();

  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(private readonly options: ImageListOptions) {
    this.#connection = options.connections.current;
    this.#subscription = options.connections.onDidChange(() => {
      // A change of another connection does not matter, unless the list failed: the change may fix it.
      if (options.connections.current !== this.#connection || 'error' in this.#state) this.#forget();
    });
  }

  get state(): ImageListState {
    return this.#state;
  }

  find(id: string): Image | undefined {
    return this.#state.images.find((image) => image.id === id);
  }

  /** True while the request to delete the image is in progress. */
  isDeleting(id: string): boolean {
    return this.#deleting.has(id);
  }

  /** When the last reload succeeded, in milliseconds since the epoch; 0 if never. */
  get readAt(): number {
    return this.#readAt;
  }

  /** Reloads all images and aborts a reload in progress. Resolves once {@link ImageList.state} is updated. */
  async read(): Promise<void> {
    this.#reading.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#updates.clear();
    if (this.#state.kind === 'unread') this.#enter({ kind: 'reading', images: [] });
    const state = await this.#load(AbortSignal.any([reading.signal, this.#connected.signal]));
    if (!state) return;
    if (state.kind === 'read') this.#readAt = this.options.clock.now();
    this.#enter(state);
  }

  /**
   * Reloads one image. Removes it from the list if it does not exist.
   *
   * @throws ModelArtsError; the signal's reason if the connection changed
   */
  async fetch(id: string): Promise<Image> {
    const { connections, clientFor } = this.options;
    const { signal } = this.#connected;
    const wasDeleted = this.#deleted.has(id);
    const result = await pollImage(await clientFor(connections.get(undefined).name), id, signal);
    signal.throwIfAborted();
    if (result.kind === 'seen') {
      // The image was deleted here and exists again.
      if (wasDeleted) this.#deleted.delete(id);
      this.put(result.image);
      return result.image;
    }
    if (result.kind === 'missing') this.remove(id);
    throw result.error;
  }

  /**
   * Returns an image: from the list if the connection is in use and has it, otherwise from the service.
   *
   * @throws ModelArtsError; the signal's reason if the connection changed
   */
  async lookUp(connection: string, id: string): Promise<Image> {
    if (connection === this.options.connections.current?.name) return this.find(id) ?? this.fetch(id);
    const client = await this.options.clientFor(connection);
    return client.getImage(id, this.#lifetime.signal);
  }

  /** Adds or replaces an image with data from elsewhere, e.g. from a save. Equal data changes nothing. */
  put(image: Image): void {
    this.#updates.set(image.id, image);
    if (isDeepStrictEqual(image, this.find(image.id))) return;
    const { kind } = this.#state;
    if (kind === 'read' || kind === 'failed') this.#replaceImages(withUpdates(this.#state.images, [image]));
  }

  /** Removes an image that does not exist, until {@link ImageList.put} or a reload adds it again. */
  remove(id: string): void {
    this.#updates.delete(id);
    this.#replaceImages(this.#state.images.filter((image) => image.id !== id));
  }

  /**
   * Deletes an image. While the request is in progress, its row shows the deletion.
   *
   * @param connection the connection it was listed with, which may no longer be in use
   * @throws ModelArtsError
   */
  async delete(connection: string, id: string, withContent: boolean): Promise<void> {
    this.#deleting.add(id);
    this.#changed.fire();
    try {
      const client = await this.options.clientFor(connection);
      await client.deleteImage(id, withContent, this.#lifetime.signal);
      this.#deleted.add(id);
    } finally {
      this.#deleting.delete(id);
      this.#replaceImages(this.#state.images);
    }
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#connected.abort();
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /** Loads the images. Undefined if aborted. */
  async #load(signal: AbortSignal): Promise<ImageListState | undefined> {
    try {
      const images = await this.#readPages(signal);
      return signal.aborted ? undefined : { kind: 'read', images };
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!isModelArtsError(error)) throw error;
      this.options.log.warn(`Could not list the images: ${error.message}`);
      if (error.kind === 'notConnected') return { kind: 'notConnected', error, images: [] };
      return { kind: 'failed', error, images: this.#state.images };
    }
  }

  /** Loads all pages. The first load publishes its first page, then each time the number of images doubles. */
  async #readPages(signal: AbortSignal): Promise<readonly Image[]> {
    const client = await this.options.clientFor(this.options.connections.get(undefined).name);
    const byId = new Map<string, Image>();
    for await (const { images } of client.listImagePages({}, signal)) {
      signal.throwIfAborted();
      for (const image of images) byId.set(image.id, image);
      const { kind, images: shown } = this.#state;
      if (kind === 'reading' && byId.size >= 2 * shown.length) this.#enter({ kind, images: [...byId.values()] });
    }
    return withUpdates([...byId.values()], [...this.#updates.values()]);
  }

  #forget(): void {
    this.#connected.abort();
    this.#connected = new AbortController();
    this.#connection = this.options.connections.current;
    this.#updates.clear();
    this.#deleted.clear();
    this.#readAt = 0;
    this.#enter(UNREAD);
  }

  #replaceImages(images: readonly Image[]): void {
    this.#enter({ ...this.#state, images });
  }

  #enter(state: ImageListState): void {
    this.#state = { ...state, images: state.images.filter(({ id }) => !this.#deleted.has(id)) };
    this.#changed.fire();
  }
}

/** Replaces images by those of `updates`. Images not in the list come first. */
function withUpdates(images: readonly Image[], updates: readonly Image[]): readonly Image[] {
  if (updates.length === 0) return images;
  const byId = new Map(updates.map((image) => [image.id, image]));
  const known = images.map((image) => {
    const update = byId.get(image.id);
    byId.delete(image.id);
    return update ?? image;
  });
  return [...byId.values(), ...known];
}
