import type { Clock } from '../util/clock';
import type { Logger } from '../util/logger';
import { oneLine } from '../util/text';
import type { HttpRequest, HttpResponse, Send } from './http';

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
