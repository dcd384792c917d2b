import type * as z from 'zod/mini';
import { UnreadableAnswerError } from '../model/errors';
import { type HttpRequest, type HttpResponse, type Send, serverTime } from './http';
import { isPageSize, type Page } from './listPages';
import { readResponse } from './readResponse';
import { readItems, readPage } from './wire/lenient';

const JSON_BODY = { 'content-type': 'application/json' } as const;

/**
 * A page with the service's time of the response, in milliseconds since the epoch; undefined if the response has no
 * date.
 */
export interface DatedPage<T> extends Page<T> {
  readonly serverTime: number | undefined;
}

/**
 * Sends JSON requests and parses JSON responses for the service clients. Methods reject as {@link Send} and {@link
 * readResponse} do.
 */
export class JsonCalls {
  constructor(private readonly send: Send) {}

  /** Reads a resource. */
  async get<T>(url: URL, schema: z.ZodMiniType<T>, signal: AbortSignal): Promise<T> {
    return parse(await this.send({ method: 'GET', url, headers: {}, body: undefined }, signal), url, schema);
  }

  /**
   * Reads one page of a list. Elements for which `readItem` returns undefined are counted as malformed.
   *
   * @param limit the requested page size, in elements
   */
  async page<T>(
    url: URL,
    limit: number,
    readItem: (item: unknown) => T | undefined,
    signal: AbortSignal,
  ): Promise<DatedPage<T>> {
    const response = await this.send({ method: 'GET', url, headers: {}, body: undefined }, signal);
    const chars = response.body.length;
    if (response.status < 300 && !isPageSize(0, chars, limit)) throw unreadable('tooLarge', url, response);
    const page = readPage(readResponse(response, url.host));
    if (!page) throw unreadable('unexpectedShape', url, response);
    const { data, total } = page;
    if (!isPageSize(data.length, chars, limit)) throw unreadable('tooLarge', url, response);
    return { ...readItems(data, readItem), total, size: data.length, chars, serverTime: serverTime(response.headers) };
  }

  /** Sends a change once and parses the response. */
  async change<T>(
    method: HttpRequest['method'],
    url: URL,
    body: object,
    schema: z.ZodMiniType<T>,
    signal: AbortSignal,
  ): Promise<T> {
    return (await this.sendWithRequestId(method, url, body, schema, signal)).reported;
  }

  /**
   * Like {@link JsonCalls.change}, but also returns the service's request ID, or undefined if the response has none.
   */
  async sendWithRequestId<T>(
    method: HttpRequest['method'],
    url: URL,
    body: object,
    schema: z.ZodMiniType<T>,
    signal: AbortSignal,
  ): Promise<{ readonly reported: T; readonly requestId: string | undefined }> {
    const response = await this.send(changing(method, url, body), signal);
    const reported = parse(response, url, schema);
    return { reported, requestId: response.headers['x-request-id'] };
  }

  /** Sends a change once. The response body may be empty and is ignored. */
  async sendNoContent(method: HttpRequest['method'], url: URL, body: object, signal: AbortSignal): Promise<void> {
    const response = await this.send(changing(method, url, body), signal);
    if (!isEmptySuccess(response)) readResponse(response, url.host);
  }
}

function changing(method: HttpRequest['method'], url: URL, body: object): HttpRequest {
  return { method, url, headers: JSON_BODY, body: JSON.stringify(body) };
}

function isEmptySuccess({ status, body }: HttpResponse): boolean {
  return status >= 200 && status < 300 && body.trim() === '';
}

function parse<T>(response: HttpResponse, url: URL, schema: z.ZodMiniType<T>): T {
  const result = schema.safeParse(readResponse(response, url.host));
  if (result.success) return result.data;
  throw unreadable('unexpectedShape', url, response);
}

/** Creates an error for a response that has an unexpected shape or is too large. Default status: 200. */
export function unreadable(
  reason: 'unexpectedShape' | 'tooLarge',
  { host }: URL,
  response?: HttpResponse,
): UnreadableAnswerError {
  const requestId = response?.headers['x-request-id'];
  return new UnreadableAnswerError(reason, response?.status ?? 200, host, requestId, { proxy: response?.proxy });
}
