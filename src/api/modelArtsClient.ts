import { createImageBody, createImagePath } from '../model/createImageCall';
import { isModelArtsError, OutcomeUnknownError } from '../model/errors';
import type { AcceptedImage, Image } from '../model/image';
import type { ImageRequest } from '../model/imageRequest';
import type { Notebook, NotebookDetails } from '../model/notebook';
import type { Query } from '../model/resourceAddress';
import type { Workspace } from '../model/workspace';
import type { Clock } from '../util/clock';
import type { Logger } from '../util/logger';
import type { Send } from './http';
import { type DatedPage, JsonCalls } from './jsonCalls';
import { listPages, type Page } from './listPages';
import { serviceUrl } from './serviceUrl';
import { type NotebookPage, type NotebookQuery, type NotebookReading, streamNotebooks } from './streamNotebooks';
import { imageSchema, readImage } from './wire/image';
import { notebookDetailsSchema, readNotebook } from './wire/notebook';
import { notebookAddressSchema } from './wire/notebookAddress';
import { workspacesSchema } from './wire/workspace';

/** Which images to list. */
export interface ImageQuery {
  readonly namespace?: string;
  /** The exact name. */
  readonly name?: string;
  readonly workspaceId?: string;
}

/** One page of images, and when the service said so. */
export interface FoundImages {
  readonly images: readonly Image[];
  /** The service's time (`Date` header), milliseconds since the epoch; undefined = not told. */
  readonly serverTime: number | undefined;
}

export interface ImagePage {
  readonly images: readonly Image[];
  /** Of the whole list; undefined where the service does not say. */
  readonly total: number | undefined;
}

export interface ModelArtsClientOptions {
  /** Origin, optionally with a path, without a slash at the end. */
  readonly endpoint: string;
  readonly projectId: string;
  readonly send: Send;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Logger;
}

/** The largest page the service gives; it allows 10, 20 and 50. */
const PAGE_SIZE = 50;
/** As many as the service gives by itself. */
const IMAGES_PER_PAGE = 200;

/** ModelArts in our words. Every method rejects with an error of the family, or the signal's reason. */
export class ModelArtsClient {
  readonly #calls: JsonCalls;

  constructor(private readonly options: ModelArtsClientOptions) {
    this.#calls = new JsonCalls(options.send);
  }

  /** Of whose notebooks and images all of this is. */
  get projectId(): string {
    return this.options.projectId;
  }

  /** The notebooks, page by page: the first page as soon as it is there. Source: API page ListNotebooks. */
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

  /** All notebooks. A list that changes while it is read is read once more. */
  async readNotebooks(query: NotebookQuery, signal: AbortSignal): Promise<NotebookReading> {
    let last: NotebookReading = { notebooks: [], malformed: 0, complete: true };
    for await (const reading of this.streamNotebooks(query, signal)) last = reading;
    return last;
  }

  /**
   * All notebooks as they come, see {@link streamNotebooks}.
   *
   * @param query `withFree`: the free ones too, whatever `feature` says
   */
  streamNotebooks(
    query: NotebookQuery & { readonly withFree?: boolean },
    signal: AbortSignal,
  ): AsyncGenerator<NotebookReading, void> {
    const { clock, log } = this.options;
    const listPages = (asked: NotebookQuery, inner: AbortSignal) => this.listNotebooks(asked, inner);
    return streamNotebooks({ listPages, clock, log }, query, signal);
  }

  /** Source: API page ShowNotebook. */
  async getNotebook(id: string, signal: AbortSignal): Promise<NotebookDetails> {
    return this.#calls.get(this.#url(['notebooks', id]), notebookDetailsSchema, signal);
  }

  /**
   * The address at which a running notebook is opened in a browser, with the token that lets one in: a secret. It is read
   * at the click and handed on; nothing keeps it. Source: API page ShowNotebook.
   *
   * @returns undefined where the service names none, e.g. while the notebook is not running
   */
  async getNotebookAddress(id: string, signal: AbortSignal): Promise<string | undefined> {
    return this.#calls.get(this.#url(['notebooks', id]), notebookAddressSchema, signal);
  }

  /**
   * Asks for a notebook to be started. Source: API page StartNotebook.
   *
   * @param runForMs one to 72 hours, or -1 = until it is stopped; undefined = as the service does it (an hour)
   */
  async startNotebook(id: string, runForMs: number | undefined, signal: AbortSignal): Promise<NotebookDetails> {
    const type = runForMs === undefined ? undefined : 'timing';
    const url = this.#url(['notebooks', id, 'start'], { duration: runForMs, type });
    return this.#calls.change('POST', url, {}, notebookDetailsSchema, signal);
  }

  /** Asks for a notebook to be stopped. Source: API page StopNotebook. */
  async stopNotebook(id: string, signal: AbortSignal): Promise<NotebookDetails> {
    return this.#calls.change('POST', this.#url(['notebooks', id, 'stop']), {}, notebookDetailsSchema, signal);
  }

  /**
   * Lets a running notebook run on before it stops by itself. Source: API page RenewLease.
   *
   * @param runForMs one to 72 hours from now
   */
  async renewLease(id: string, runForMs: number, signal: AbortSignal): Promise<void> {
    const body = { duration: runForMs, type: 'timing' };
    return this.#calls.sendNoContent('PATCH', this.#url(['notebooks', id, 'lease']), body, signal);
  }

  /**
   * Asks for the notebook to be saved as an image. Sent once, whatever happens. Source: API page CreateImage.
   *
   * @throws NotSentError: nothing left; RefusedError: the service said no; OutcomeUnknownError: it may have been accepted.
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

  /** Source: API page ShowImage. */
  async getImage(id: string, signal: AbortSignal): Promise<Image> {
    return this.#calls.get(this.#url(['images', id]), imageSchema, signal);
  }

  /** The account's own images, newest first, page by page: the first page as soon as it is there. Source: API page ListImage. */
  async *listImagePages(query: ImageQuery, signal: AbortSignal): AsyncGenerator<ImagePage, void> {
    const readPage = (offset: number, limit: number, inner: AbortSignal): Promise<Page<Image>> =>
      this.#imagePage(query, offset, limit, inner);
    const { log } = this.options;
    for await (const page of listPages(readPage, { limit: IMAGES_PER_PAGE, parallel: 4, log }, signal)) {
      if (page.malformed > 0) log.warn(`${page.malformed} images of a page could not be read`);
      yield { images: page.items, total: page.total };
    }
  }

  /** The account's own images, newest first, all at once. */
  async listImages(query: ImageQuery, signal: AbortSignal): Promise<readonly Image[]> {
    const images: Image[] = [];
    for await (const page of this.listImagePages(query, signal)) images.push(...page.images);
    return images;
  }

  /** The newest of the account's own images, by one request. Source: API page ListImage. */
  async findImages(query: ImageQuery, signal: AbortSignal): Promise<FoundImages> {
    const { items, serverTime } = await this.#imagePage(query, 0, IMAGES_PER_PAGE, signal);
    return { images: items, serverTime };
  }

  /**
   * Deletes an image of the account. Source: API page DeleteImage; its editions name the switch in two places, so both
   * are sent.
   *
   * @param withContent true = what is in SWR goes too, and can be pulled no more
   */
  async deleteImage(id: string, withContent: boolean, signal: AbortSignal): Promise<void> {
    const url = this.#url(['images', id], { force: withContent || undefined });
    return this.#calls.sendNoContent('DELETE', url, { is_force: withContent }, signal);
  }

  /**
   * The workspaces this account may use. Source: API page ListWorkspaces.
   *
   * @throws RefusedError ModelArts.7002 where the account has no workspaces: everything is in workspace `0` then
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

/** After these, an image may be on its way. */
function isAmbiguous(error: unknown): boolean {
  if (!isModelArtsError(error)) return false;
  return error.kind === 'noAnswer' || error.kind === 'unreadable' || (error.kind === 'refused' && error.status >= 500);
}
