import { type CredentialFault, credentialFault } from '../model/errorCodes';
import { isModelArtsError, UnreadableAnswerError } from '../model/errors';
import type { Clock } from '../util/clock';
import type { Logger } from '../util/logger';
import { oneLine } from '../util/text';
import { type HttpRequest, type HttpResponse, type Send, serverTime } from './http';
import { credentialFaultOf } from './readResponse';
import { type Redact, redactor, shortFact } from './redact';

const REQUEST_ID = 'x-request-id';

/**
 * Keeps the secrets of a request out of errors. The request ID is redacted here. The response carries the function that
 * redacts everything else that reaches an error. The body is unchanged.
 */
export function withRedaction(send: Send): Send {
  return async (request, signal) => {
    const redact = redactor(request.secrets ?? []);
    try {
      const response = await send(request, signal);
      return { ...response, headers: withShortId(response.headers, redact), redact };
    } catch (error) {
      throw isModelArtsError(error) && error.kind === 'unreadable' ? redacted(error, redact) : error;
    }
  };
}

function withShortId(headers: Readonly<Record<string, string>>, redact: Redact): Readonly<Record<string, string>> {
  const { [REQUEST_ID]: id, ...others } = headers;
  const short = shortFact(id, redact);
  return short === undefined ? others : { ...others, [REQUEST_ID]: short };
}

function redacted(error: UnreadableAnswerError, redact: Redact): UnreadableAnswerError {
  const { reason, status, host, requestId, cause, proxy } = error;
  return new UnreadableAnswerError(reason, status, host, shortFact(requestId, redact), { cause, proxy });
}

/**
 * Logs one line per request: method, host, path, status or failure, duration in milliseconds, request ID. Never logs
 * headers, queries or bodies. Logs changes at level `info` and reads at `debug`.
 */
export function withHttpLog(send: Send, log: Logger, clock: Clock): Send {
  return async (request, signal) => {
    const startedAt = clock.now();
    const report = (outcome: string): void => {
      const line = oneLine(`${describe(request)} ${outcome} in ${clock.now() - startedAt} ms`);
      if (request.method === 'GET') log.debug(line);
      else log.info(line);
    };
    try {
      const response = await send(request, signal);
      report(`${response.status}${requestId(response)}`);
      return response;
    } catch (error) {
      report(signal.aborted ? 'cancelled' : `failed: ${error instanceof Error ? error.message : 'unknown'}`);
      throw error;
    }
  };
}

function describe({ method, url }: HttpRequest): string {
  return `${method} ${url.host}${url.pathname}`;
}

function requestId({ headers }: HttpResponse): string {
  const id = headers['x-request-id'];
  return id ? ` (request ${id})` : '';
}

/** A `Date` header is truncated to the second; this is the mean error in milliseconds. */
const MEAN_TRUNCATION_MS = 500;

/**
 * Reports how far the service's clock is ahead of the local clock for each response with a `Date` header. Milliseconds,
 * accurate to about a second plus half the duration of the request.
 */
export function withServiceTime(send: Send, now: () => number, report: (aheadMs: number) => void): Send {
  return async (request, signal) => {
    const sentAt = now();
    const response = await send(request, signal);
    const time = serverTime(response.headers);
    if (time !== undefined) report(time + MEAN_TRUNCATION_MS - (sentAt + now()) / 2);
    return response;
  };
}

/** Health of a connection: working, a credential fault, or unreachable. */
export type Health = 'ok' | CredentialFault | 'unreachable';

/** Calls `report` for each response or error that reveals the health of the connection. */
export function withHealth(send: Send, report: (health: Health) => void): Send {
  const reportKnown = (health: Health | undefined): void => {
    if (health) report(health);
  };
  return async (request, signal) => {
    try {
      const response = await send(request, signal);
      reportKnown(healthOfResponse(response));
      return response;
    } catch (error) {
      if (!signal.aborted) reportKnown(healthOfError(error));
      throw error;
    }
  };
}

function healthOfResponse(response: HttpResponse): Health | undefined {
  const { status } = response;
  if (status === 401) return credentialFaultOf(response);
  return status < 300 || status === 403 || status === 404 ? 'ok' : undefined;
}

function healthOfError(error: unknown): Health | undefined {
  if (!isModelArtsError(error)) return undefined;
  if (error.kind === 'notSent' || error.kind === 'noAnswer') return 'unreachable';
  return error.kind === 'refused' ? credentialFault(error.status, error.code, error.serviceMessage) : undefined;
}
