import type { Workspace } from '../model/account';
import type { Query } from '../model/address';
import { isModelArtsError, OutcomeUnknownError } from '../model/errors';
import type { AcceptedImage, Image } from '../model/image';
import { createImageBody, createImagePath, type ImageRequest } from '../model/imageRequest';
import type { Notebook, NotebookDetails } from '../model/notebook';
import type { Clock } from '../util/clock';
import type { Logger } from '../util/logger';
import { type Send, serviceUrl } from './http';
import { type DatedPage, JsonCalls } from './jsonCalls';
import { listPages, type Page } from './listPages';
import { type NotebookPage, type NotebookQuery, type NotebookReading, streamNotebooks } from './streamNotebooks';
import { workspacesSchema } from './wire/account';
import { imageSchema, notebookAddressSchema, notebookDetailsSchema, readImage, readNotebook } from './wire/modelarts';

/** Filter of an image list; an empty one matches all images the account owns. */
export interface ImageQuery {
  readonly namespace?: string;
  /** The exact name. */
  readonly name?: string;
  readonly workspaceId?: string;
}

/** One page of images and the service's time of the response. */
export interface FoundImages {
  readonly images: readonly Image[];
  /** The service's time (`Date` header) in milliseconds since the epoch; undefined if missing. */
  readonly serverTime: number | undefined;
}

/** One page of an image list. */
export interface ImagePage {
  readonly images: readonly Image[];
  /** Size of the whole list; undefined if the service does not report it. */
  readonly total: number | undefined;
}

/** Options of {@link ModelArtsClient}. */
export interface ModelArtsClientOptions {
  /** Origin, optionally with a path, without a trailing slash. */
  readonly endpoint: string;
  readonly projectId: string;
  readonly send: Send;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Logger;
}

/** The largest page size; the service accepts 10, 20 and 50. */
const PAGE_SIZE = 50;
/** The service's default page size. */
const IMAGES_PER_PAGE = 200;

/** Client of ModelArts. Every method rejects with a ModelArtsError or the signal's reason. */
export class ModelArtsClient {
  readonly #calls: JsonCalls;

  constructor(private readonly options: ModelArtsClientOptions) {
    this.#calls = new JsonCalls(options.send);
  }

  /** The project this client operates on. */
  get projectId(): string {
    return this.options.projectId;
  }

  /** Yields the notebooks page by page, the first page as soon as it arrives. Source: API page ListNotebooks. */
  async *listNotebooks(query: NotebookQuery, signal: AbortSignal): AsyncGenerator<NotebookPage, void> {
    const { allUsers, workspaceId: workspace_id, feature } = query;
    const path = allUsers ? ['notebooks', 'all'] : ['notebooks'];
    const readPage = (offset: number, limit: number, inner: AbortSignal): Promise<Page<Notebook>> =>
      this.#calls.page(this.#url(path, { offset, limit, workspace_id, feature }), limit, readNotebook, inner);
    const { log } = this.options;
    for await (const page of listPages(readPage, { limit: PAGE_SIZE, parallel: 8, log }, signal)) {
      if (page.malformed > 0) log.warn(`${page.malformed} notebooks of a page could not be read`);
      yield { notebooks: page.items, total: page.total, malformed: page.malformed };
    }
  }

  /** Returns all notebooks. A list that changes while it is read is read a second time. */
  async readNotebooks(query: NotebookQuery, signal: AbortSignal): Promise<NotebookReading> {
    let last: NotebookReading = { notebooks: [], malformed: 0, complete: true };
    for await (const reading of this.streamNotebooks(query, signal)) last = reading;
    return last;
  }

  /**
   * Yields all notebooks read so far, repeatedly; see {@link streamNotebooks}.
   *
   * @param query `includeFree`: includes the free notebooks, regardless of `feature`
   */
  streamNotebooks(
    query: NotebookQuery & { readonly includeFree?: boolean },
    signal: AbortSignal,
  ): AsyncGenerator<NotebookReading, void> {
    const { clock, log } = this.options;
    const listPages = (pageQuery: NotebookQuery, inner: AbortSignal) => this.listNotebooks(pageQuery, inner);
    return streamNotebooks({ listPages, clock, log }, query, signal);
  }

  /** Returns the details of a notebook. Source: API page ShowNotebook. */
  async getNotebook(id: string, signal: AbortSignal): Promise<NotebookDetails> {
    return this.#calls.get(this.#url(['notebooks', id]), notebookDetailsSchema, signal);
  }

  /**
   * Returns the URL that opens a running notebook in a browser. It contains an access token and is therefore a secret:
   * it is read when the user clicks and never stored. Source: API page ShowNotebook.
   *
   * @returns undefined if the service returns no URL, e.g. while the notebook is not running
   */
  async getNotebookAddress(id: string, signal: AbortSignal): Promise<string | undefined> {
    return this.#calls.get(this.#url(['notebooks', id]), notebookAddressSchema, signal);
  }

  /**
   * Requests the start of a notebook. Source: API page StartNotebook.
   *
   * @param runForMs 1 to 72 hours in milliseconds, or -1 to run until stopped; undefined for the service's default (one
   * hour)
   */
  async startNotebook(id: string, runForMs: number | undefined, signal: AbortSignal): Promise<NotebookDetails> {
    const type = runForMs === undefined ? undefined : 'timing';
    const url = this.#url(['notebooks', id, 'start'], { duration: runForMs, type });
    return this.#calls.change('POST', url, {}, notebookDetailsSchema, signal);
  }

  /** Requests the stop of a notebook. Source: API page StopNotebook. */
  async stopNotebook(id: string, signal: AbortSignal): Promise<NotebookDetails> {
    return this.#calls.change('POST', this.#url(['notebooks', id, 'stop']), {}, notebookDetailsSchema, signal);
  }

  /**
   * Extends the time until a running notebook stops automatically. Source: API page RenewLease.
   *
   * @param runForMs 1 to 72 hours from the time of the request, in milliseconds
   */
  async renewLease(id: string, runForMs: number, signal: AbortSignal): Promise<void> {
    const body = { duration: runForMs, type: 'timing' };
    return this.#calls.sendNoContent('PATCH', this.#url(['notebooks', id, 'lease']), body, signal);
  }

  /**
   * Sends the create-image request for a notebook, exactly once. Source: API page CreateImage.
   *
   * @throws NotSentError if the request was not sent; RefusedError if the service refused it; OutcomeUnknownError if it
   * may have been accepted
   */
  async createImage(notebookId: string, request: ImageRequest, signal: AbortSignal): Promise<AcceptedImage> {
    const url = serviceUrl(this.options.endpoint, createImagePath(this.options.projectId, notebookId));
    try {
      const body = createImageBody(request);
      const { reported: image, requestId } = await this.#calls.sendWithRequestId(
        'POST',
        url,
        body,
        imageSchema,
        signal,
      );
      return { image, requestId };
    } catch (error) {
      throw isAmbiguous(error) ? new OutcomeUnknownError(notebookId, { cause: error }) : error;
    }
  }

  /** Returns an image. Source: API page ShowImage. */
  async getImage(id: string, signal: AbortSignal): Promise<Image> {
    return this.#calls.get(this.#url(['images', id]), imageSchema, signal);
  }

  /**
   * Yields the account's own images page by page, newest first, the first page as soon as it arrives. Source: API page
   * ListImage.
   */
  async *listImagePages(query: ImageQuery, signal: AbortSignal): AsyncGenerator<ImagePage, void> {
    const readPage = (offset: number, limit: number, inner: AbortSignal): Promise<Page<Image>> =>
      this.#imagePage(query, offset, limit, inner);
    const { log } = this.options;
    for await (const page of listPages(readPage, { limit: IMAGES_PER_PAGE, parallel: 4, log }, signal)) {
      if (page.malformed > 0) log.warn(`${page.malformed} images of a page could not be read`);
      yield { images: page.items, total: page.total };
    }
  }

  /** Returns all of the account's own images, newest first. */
  async listImages(query: ImageQuery, signal: AbortSignal): Promise<readonly Image[]> {
    const images: Image[] = [];
    for await (const page of this.listImagePages(query, signal)) images.push(...page.images);
    return images;
  }

  /** Returns the newest of the account's own images that match, with a single request. Source: API page ListImage. */
  async findImages(query: ImageQuery, signal: AbortSignal): Promise<FoundImages> {
    const { items, serverTime } = await this.#imagePage(query, 0, IMAGES_PER_PAGE, signal);
    return { images: items, serverTime };
  }

  /**
   * Deletes an image. The editions of the API page disagree on where the flag goes, so it is sent in both places.
   * Source: API page DeleteImage.
   *
   * @param withContent true to also delete the content in SWR, which can then no longer be pulled
   */
  async deleteImage(id: string, withContent: boolean, signal: AbortSignal): Promise<void> {
    const url = this.#url(['images', id], { force: withContent || undefined });
    return this.#calls.sendNoContent('DELETE', url, { is_force: withContent }, signal);
  }

  /**
   * Returns the workspaces this account can use. Source: API page ListWorkspaces.
   *
   * @throws RefusedError ModelArts.7002 if the account does not use workspaces; everything is in workspace `0` then
   */
  async listWorkspaces(signal: AbortSignal): Promise<readonly Workspace[]> {
    return this.#calls.get(this.#url(['workspaces'], { filter_accessible: true }), workspacesSchema, signal);
  }

  #imagePage(
    { namespace, name, workspaceId: workspace_id }: ImageQuery,
    offset: number,
    limit: number,
    signal: AbortSignal,
  ): Promise<DatedPage<Image>> {
    const name_fuzzy_match = name === undefined ? undefined : false;
    const query = {
      type: 'DEDICATED',
      sort_dir: 'DESC',
      namespace,
      name,
      name_fuzzy_match,
      workspace_id,
      offset,
      limit,
    };
    return this.#calls.page(this.#url(['images'], query), limit, readImage, signal);
  }

  #url(path: readonly string[], query?: Query): URL {
    return serviceUrl(this.options.endpoint, ['v1', this.options.projectId, ...path], query);
  }
}

/** True for errors after which the service may have accepted the request. */
function isAmbiguous(error: unknown): boolean {
  if (!isModelArtsError(error)) return false;
  return error.kind === 'noAnswer' || error.kind === 'unreadable' || (error.kind === 'refused' && error.status >= 500);
}
