import { RefusedError, UnreadableAnswerError } from '../model/errors';
import { oneLine } from '../util/text';
import type { HttpResponse } from './http';
import { type ErrorBody, readErrorBody } from './readErrorBody';
import { shortFact } from './redact';
import { retryAfterMs, serverTime } from './retryAfter';

/**
 * Returns the JSON value of a successful response; undefined for an empty 204.
 *
 * @throws RefusedError for 4xx and 5xx, and for an error in a 2xx body; UnreadableAnswerError for a redirect, an empty
 * body and a body that is not JSON
 */
export function readAnswer(response: HttpResponse, host: string): unknown {
  const { status, headers, proxy } = response;
  const requestId = headers['x-request-id'];
  if (status >= 400) throw refused(response, readErrorBody(response.body), host);
  if (status < 200 || status >= 300) throw new UnreadableAnswerError('redirect', status, host, requestId, { proxy });
  if (response.body.trim() === '') {
    if (status === 204) return undefined;
    throw new UnreadableAnswerError('empty', status, host, requestId, { proxy });
  }
  const value = parse(response, host);
  if (!isErrorBody(value)) return value;
  const error = readErrorBody(response.body);
  if (error.code !== undefined) throw refused(response, error, host);
  return value;
}

function parse({ body, status, headers, proxy }: HttpResponse, host: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // The parser's own message would quote a part of the body.
    throw new UnreadableAnswerError('notJson', status, host, headers['x-request-id'], { proxy });
  }
}

/**
 * True for an error object in place of the requested data: the service sometimes reports throttling with status 200.
 */
function isErrorBody(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  const has = (name: string): boolean => (fields.get(name) ?? undefined) !== undefined;
  return ['error_code', 'errorCode', 'errCode', 'err_code'].some(has) && !has('id') && !has('data');
}

function refused(response: HttpResponse, { code, message, requestId }: ErrorBody, host: string): RefusedError {
  const { status, headers, body, proxy, redact = (text) => text } = response;
  const isPage = code === undefined && /^\s*</.test(body);
  return new RefusedError({
    status,
    code: shortFact(code, redact),
    serviceMessage: oneLine(redact(message), 500),
    requestId: shortFact(requestId, redact) ?? headers['x-request-id'],
    retryAfterMs: retryAfterMs(headers),
    serverTime: serverTime(headers),
    page: isPage ? { host, proxy } : undefined,
  });
}
