import type * as z from 'zod/mini';
import { OutcomeUnknownError, UnreadableAnswerError, isModelArtsError } from '../model/errors';
import type { Image } from '../model/image';
import type { ImageRequest } from '../model/imageRequest';
import type { Notebook, NotebookDetails } from '../model/notebook';
import type { Logger } from '../util/logger';
import type { HttpRequest, Send } from './http';
import { type Page, listPages } from './listPages';
import { readAnswer } from './readAnswer';
import { imageSchema } from './wire/image';
import { notebookDetailsSchema, notebookSchema } from './wire/notebook';
import { pageSchema, readItems } from './wire/page';

/** Which notebooks to list. */
export interface NotebookQuery {
  /** Every user's, where the account may. */
  readonly allUsers?: boolean;
  readonly workspaceId?: string;
  /** `DEFAULT` = the free ones, which the service leaves out otherwise. */
  readonly feature?: string;
}

export interface NotebookPage {
  readonly notebooks: readonly Notebook[];
  readonly total: number | undefined;
  readonly malformed: number;
}

export interface NotebookReading {
  /** Each id once, in the service's order. */
  readonly notebooks: readonly Notebook[];
  /** Notebooks that could not be read. */
  readonly malformed: number;
  /** False when the list changed while it was read, twice in a row: one may be missing. */
  readonly complete: boolean;
}

/** Which images to list. */
export interface ImageQuery {
  readonly namespace?: string;
  /** The exact name. */
  readonly name?: string;
}

export interface ModelArtsClientOptions {
  /** Origin, optionally with a path, without a slash at the end. */
  readonly endpoint: string;
  readonly projectId: string;
  readonly send: Send;
  readonly log: Logger;
}

/** The largest page the service gives; it allows 10, 20 and 50. */
const PAGE_SIZE = 50;

/** ModelArts in our words. Every method rejects with an error of the family, or the signal's reason. */
export class ModelArtsClient {
  constructor(private readonly options: ModelArtsClientOptions) {}

  /** The notebooks, page by page: the first page as soon as it is there. Source: API page ListNotebooks. */
  async *listNotebooks(query: NotebookQuery, signal: AbortSignal): AsyncGenerator<NotebookPage, void> {
    const readPage = (offset: number, limit: number, inner: AbortSignal): Promise<Page<Notebook>> =>
      this.#page(this.#notebooksUrl(query, offset, limit), notebookSchema, inner);
    for await (const page of listPages(readPage, { limit: PAGE_SIZE, parallel: 8 }, signal)) {
      if (page.malformed > 0) this.options.log.warn(`${page.malformed} notebooks of a page could not be read`);
      yield { notebooks: page.items, total: page.total, malformed: page.malformed };
    }
  }

  /** All notebooks. A list that changes while it is read is read once more. */
  async readNotebooks(query: NotebookQuery, signal: AbortSignal): Promise<NotebookReading> {
    const first = await this.#collect(query, signal);
    if (first.complete) return first;
    const second = await this.#collect(query, signal);
    if (!second.complete) this.options.log.warn('The list of notebooks changed while it was read: one may be missing');
    return second;
  }

  /** Source: API page ShowNotebook. */
  async getNotebook(id: string, signal: AbortSignal): Promise<NotebookDetails> {
    return this.#get(this.#url('notebooks', id), notebookDetailsSchema, signal);
  }

  /**
   * Asks for the notebook to be saved as an image. Sent once, whatever happens. Source: API page CreateImage.
   *
   * @throws NotSentError: nothing left; RefusedError: the service said no; OutcomeUnknownError: it may have been accepted.
   */
  async createImage(notebookId: string, request: ImageRequest, signal: AbortSignal): Promise<Image> {
    const url = this.#url('notebooks', notebookId, 'create-image');
    const body = JSON.stringify({
      name: request.name,
      namespace: request.namespace,
      tag: request.tag,
      description: request.description,
      workspace_id: request.workspaceId,
    });
    try {
      return this.#parse(await this.#send({ method: 'POST', url, headers: JSON_BODY, body }, signal), url, imageSchema);
    } catch (error) {
      throw isAmbiguous(error) ? new OutcomeUnknownError(notebookId, { cause: error }) : error;
    }
  }

  /** Source: API page ShowImage. */
  async getImage(id: string, signal: AbortSignal): Promise<Image> {
    return this.#get(this.#url('images', id), imageSchema, signal);
  }

  /** The account's own images, newest first. Source: API page ListImage. */
  async listImages(query: ImageQuery, signal: AbortSignal): Promise<readonly Image[]> {
    const images: Image[] = [];
    const readPage = (offset: number, limit: number, inner: AbortSignal): Promise<Page<Image>> =>
      this.#page(this.#imagesUrl(query, offset, limit), imageSchema, inner);
    for await (const { items } of listPages(readPage, { limit: 200, parallel: 4 }, signal)) images.push(...items);
    return images;
  }

  async #collect(query: NotebookQuery, signal: AbortSignal): Promise<NotebookReading> {
    const byId = new Map<string, Notebook>();
    const totals = new Set<number | undefined>();
    let count = 0;
    let malformed = 0;
    for await (const page of this.listNotebooks(query, signal)) {
      for (const notebook of page.notebooks) byId.set(notebook.id, notebook);
      count += page.notebooks.length;
      malformed += page.malformed;
      totals.add(page.total);
    }
    return { notebooks: [...byId.values()], malformed, complete: totals.size <= 1 && byId.size === count };
  }

  async #get<T>(url: URL, schema: z.ZodMiniType<T>, signal: AbortSignal): Promise<T> {
    return this.#parse(await this.#send({ method: 'GET', url, headers: {}, body: undefined }, signal), url, schema);
  }

  async #page<T>(url: URL, schema: z.ZodMiniType<T>, signal: AbortSignal): Promise<Page<T>> {
    const { data, total } = await this.#get(url, pageSchema, signal);
    return { ...readItems(data, schema), total, size: data.length };
  }

  async #send(request: HttpRequest, signal: AbortSignal): Promise<unknown> {
    return readAnswer(await this.options.send(request, signal), request.url.host);
  }

  #parse<T>(value: unknown, url: URL, schema: z.ZodMiniType<T>): T {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    throw new UnreadableAnswerError('unexpectedShape', 200, url.host, undefined);
  }

  #url(...segments: readonly string[]): URL {
    const { endpoint, projectId } = this.options;
    return new URL(`${endpoint}/v1/${[projectId, ...segments].map(pathSegment).join('/')}`);
  }

  #notebooksUrl({ allUsers, workspaceId, feature }: NotebookQuery, offset: number, limit: number): URL {
    const url = allUsers ? this.#url('notebooks', 'all') : this.#url('notebooks');
    return withQuery(url, { offset, limit, workspace_id: workspaceId, feature });
  }

  #imagesUrl({ namespace, name }: ImageQuery, offset: number, limit: number): URL {
    const exact = name === undefined ? undefined : 'false';
    return withQuery(this.#url('images'), {
      type: 'DEDICATED',
      sort_dir: 'DESC',
      offset,
      limit,
      namespace,
      name,
      name_fuzzy_match: exact,
    });
  }
}

const JSON_BODY = { 'content-type': 'application/json' } as const;

/** After these, an image may be on its way. */
function isAmbiguous(error: unknown): boolean {
  if (!isModelArtsError(error)) return false;
  return error.kind === 'noAnswer' || error.kind === 'unreadable' || (error.kind === 'refused' && error.status >= 500);
}

/** One segment of a path, whatever the id holds: `..` and `/` lead nowhere else. */
function pathSegment(id: string): string {
  const encoded = encodeURIComponent(id);
  return /^(?:\.|%2e){1,2}$/i.test(encoded) ? encoded.replaceAll('.', '%252E') : encoded;
}

function withQuery(url: URL, query: Readonly<Record<string, string | number | undefined>>): URL {
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}
