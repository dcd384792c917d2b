import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Cloud, Outcome } from './cloud';
import type { Delivery } from './faults/fault';
import type { RuleBook } from './faults/ruleBook';
import type { Answer } from './http/call';
import { readRequest, type WireRequest } from './http/readRequest';
import { refusalBody, refusalOf } from './http/refusals';
import type { Journal } from './journal';
import type { World } from './world/world';

/** The dependencies of {@link serveRequest}. */
export interface ServerContext {
  readonly world: World;
  readonly cloud: Cloud;
  readonly rules: RuleBook;
  readonly journal: Journal;
  readonly redirectTo: string;
  /** Real milliseconds. */
  readonly latencyMs: number;
  /** Accepted host names, in addition to this computer's. */
  readonly hostNames: readonly string[];
  /** Handles a request to the control API. Returns undefined for all others. */
  readonly applyControl: (request: WireRequest) => Answer | undefined;
}

/**
 * Handles a request: rejects it if it is for another host, runs due events, executes the request unless a fault prevents it,
 * and sends the response as the fault alters it.
 */
export async function serveRequest(
  context: ServerContext,
  incoming: IncomingMessage,
  response: ServerResponse,
  connection: number,
): Promise<void> {
  const { world, cloud, rules, journal, redirectTo } = context;
  const requestId = world.random.hex(32);
  const details = () => ({ requestId, now: world.clock.gatewayNow(), redirectTo });
  const request = await readRequest(incoming);
  if (!isOwnHost(request.headers['host'], context.hostNames)) {
    await deliver(response, WRONG_HOST, { kind: 'asIs' }, details());
    return;
  }
  world.settle();
  const controlAnswer = context.applyControl(request);
  if (controlAnswer) {
    await deliver(response, controlAnswer, { kind: 'asIs' }, details());
    return;
  }
  const { method, path, rawQuery: query } = request;
  const facts = { method, path, operation: cloud.operationOf(request) };
  const note = journal.open({ ...facts, query, connection, requestId, at: world.now() });
  const fault = rules.take(facts);
  const { answer, authenticated } = fault?.accept === false ? NOT_EXECUTED : cloud.execute(request, requestId);
  const accepted = fault?.accept !== false && answer.status < 300;
  note({ authenticated, accepted, fault: fault?.delivery.kind });
  if (context.latencyMs > 0) await wait(context.latencyMs);
  note({ status: await deliver(response, answer, fault?.delivery ?? { kind: 'asIs' }, details()) });
}

const WRONG_HOST: Answer = { status: 421, body: { error: 'This host is not served here' } };

/** A response for faults that damage one although the request was not executed. */
const NOT_EXECUTED: Outcome = { answer: { status: 200, body: {} }, authenticated: false };

/**
 * Whether a `Host` header names this computer, on any port, or one of the given names. This stops DNS rebinding: a web page can
 * make its own host name resolve to this computer, but cannot change the `Host` header that the browser sends.
 */
function isOwnHost(host: string | undefined, otherNames: readonly string[]): boolean {
  const name = (host ?? '').toLowerCase().replace(/:\d{1,5}$/, '');
  return name === '127.0.0.1' || name === 'localhost' || otherNames.includes(name);
}

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
async function deliver(
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
