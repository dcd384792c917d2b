import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery } from '../faults/fault';
import type { Answer } from './call';
import { refusalBody, refusalOf } from './refusals';

/** Data for headers and faults of a response. */
export interface DeliveryDetails {
  readonly requestId: string;
  /** The gateway's time, milliseconds since the epoch. */
  readonly now: number;
  /** Target URL of redirects. */
  readonly redirectTo: string;
}

/**
 * Sends a response as the fault alters it.
 *
 * @returns the status that was sent, undefined if none
 */
export async function deliver(
  response: ServerResponse,
  answer: Answer,
  delivery: Delivery,
  details: DeliveryDetails,
): Promise<number | undefined> {
  response.setHeader('X-Request-Id', details.requestId);
  response.setHeader('Date', new Date(details.now).toUTCString());
  response.setHeader('Server', 'api-gateway');
  switch (delivery.kind) {
    case 'asIs':
      return send(response, answer.status === 200 ? { ...answer, status: delivery.status ?? 200 } : answer);
    case 'reset':
      response.socket?.resetAndDestroy();
      return undefined;
    case 'close':
      response.socket?.end();
      return undefined;
    case 'hang':
      return undefined;
    case 'refuse': {
      const { refusal, headers = {} } = delivery;
      return send(response, { status: refusal.status, headers, body: refusalBody(refusal, details.requestId) });
    }
    case 'throttle':
      return send(response, throttled(delivery, details));
    case 'page':
      return sendText(response, delivery.status, delivery.body, delivery.contentType);
    case 'redirect':
      response.setHeader('Location', details.redirectTo);
      return sendText(response, delivery.status, '', 'text/html');
    case 'truncate':
      return truncate(response, answer, delivery.by);
    case 'huge':
      return sendHuge(response, delivery.bytes);
    case 'drip':
      return drip(response, answer, delivery.everyMs);
  }
}

function send(response: ServerResponse, { status, headers = {}, body }: Answer): number {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (body !== undefined) return sendText(response, status, JSON.stringify(body), 'application/json;charset=UTF-8');
  response.writeHead(status, { 'Content-Length': '0' }).end();
  return status;
}

function sendText(response: ServerResponse, status: number, text: string, contentType: string): number {
  response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(text) }).end(text);
  return status;
}

function throttled(
  { seconds, as }: Extract<Delivery, { kind: 'throttle' }>,
  { now, requestId }: DeliveryDetails,
): Answer {
  // Dates have whole seconds. Rounds up, so that the date is not in the past.
  const date = new Date(Math.ceil(now / 1000) * 1000 + seconds * 1000).toUTCString();
  const refusal = refusalOf('APIGW.0308');
  const headers = { 'retry-after': as === 'date' ? date : String(seconds) };
  return { status: refusal.status, headers, body: refusalBody(refusal, requestId) };
}

/** Omits at least one byte, even if the response has no body. */
function truncate(response: ServerResponse, { status, body }: Answer, by: 'length' | 'chunk'): number {
  const text = JSON.stringify(body ?? {});
  const length = by === 'length' ? { 'Content-Length': Buffer.byteLength(text) } : {};
  response.writeHead(status, { 'Content-Type': 'application/json;charset=UTF-8', ...length });
  response.write(text.slice(0, Math.floor(text.length / 2)), () => response.socket?.end());
  return status;
}

async function sendHuge(response: ServerResponse, bytes: number): Promise<number> {
  const part = Buffer.alloc(256 * 1024, '{"name":"padding"},');
  response.writeHead(200, { 'Content-Type': 'application/json;charset=UTF-8' });
  response.write('{"data":[');
  for (let sent = 0; sent < bytes && !response.destroyed; sent += part.length) {
    if (!response.write(part)) await drained(response);
  }
  response.end('{}]}');
  return 200;
}

/** Waits until the client has read more or has disconnected. */
async function drained(response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}

async function drip(response: ServerResponse, { status, body }: Answer, everyMs: number): Promise<number> {
  const bytes = Buffer.from(JSON.stringify(body ?? {}));
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.writeHead(status, { 'Content-Type': 'application/json;charset=UTF-8', 'Content-Length': bytes.length });
  try {
    for (let index = 0; index < bytes.length; index += 1) {
      response.write(bytes.subarray(index, index + 1));
      await wait(everyMs, undefined, { signal: gone.signal });
    }
    response.end();
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
  return status;
}
