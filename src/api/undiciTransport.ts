import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Dispatcher } from 'undici';
import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import { NoAnswerError, NotSentError, UnreadableAnswerError } from '../model/errors';
import type { HttpRequest, HttpResponse, Send } from './http';
import { networkFacts } from './networkFacts';

export interface TransportOptions {
  /** Limit for one request, from its start to the end of its body; milliseconds. Asked for each request. */
  readonly timeoutMs: (method: HttpRequest['method']) => number;
  /** Longer answers are cut off. Bytes; 16 MiB unless said otherwise. */
  readonly maxBodyBytes?: number;
}

/** The wire. */
export interface Transport {
  readonly send: Send;
  /** Closes idle connections and ends those in use. */
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 16 * 1024 * 1024;

/**
 * HTTP/1.1 over undici: at most eight connections a host, no redirect followed, no cookie kept, one deadline for all
 * of a request. `POST` has a connection of its own, so that it never meets one that the other side has just closed.
 */
export function createUndiciTransport({ timeoutMs, maxBodyBytes = MAX_BODY_BYTES }: TransportOptions): Transport {
  const agent = new Agent({
    connections: 8,
    pipelining: 1,
    allowH2: false,
    autoSelectFamily: true,
    // The deadline of the whole request is the only one.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const send: Send = async (message, signal) => {
    const deadline = AbortSignal.timeout(timeoutMs(message.method));
    return sendOnce(agent, message, { signal, deadline, maxBodyBytes });
  };
  return { send, close: () => agent.destroy() };
}

interface Limits {
  /** The caller's. */
  readonly signal: AbortSignal;
  readonly deadline: AbortSignal;
  readonly maxBodyBytes: number;
}

async function sendOnce(agent: Agent, message: HttpRequest, limits: Limits): Promise<HttpResponse> {
  const { signal, deadline } = limits;
  signal.throwIfAborted();
  const watch = watchSending();
  let answer: Dispatcher.ResponseData | undefined;
  try {
    answer = await watch.run(() => request.call(agent, requestOptions(message, AbortSignal.any([signal, deadline]))));
    return await readAnswer(answer, message.url.host, limits.maxBodyBytes);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UnreadableAnswerError) throw error;
    const facts = networkFacts(error, message.url.host, deadline.aborted);
    if (answer && !deadline.aborted) {
      throw new UnreadableAnswerError('truncated', answer.statusCode, message.url.host, requestIdOf(answer), {
        cause: error,
      });
    }
    throw watch.sent() ? new NoAnswerError(facts, { cause: error }) : new NotSentError(facts, { cause: error });
  } finally {
    watch.end();
  }
}

function requestOptions({ url, method, headers, body }: HttpRequest, signal: AbortSignal): Dispatcher.RequestOptions {
  return {
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method,
    headers: { ...headers, 'accept-encoding': 'identity' },
    body: body ?? null,
    signal,
    reset: method === 'POST',
  };
}

const SEND_HEADERS = 'undici:client:sendHeaders';
const CREATE = 'undici:request:create';

interface SendingWatch {
  run<T>(start: () => Promise<T>): Promise<T>;
  /** True once the head of the request was handed to the socket. */
  sent(): boolean;
  end(): void;
}

/**
 * Learns whether a request left this machine: a reset before and one after look the same in the error. undici tells
 * which of its requests was made (synchronously, while `start` runs) and which was written.
 */
function watchSending(): SendingWatch {
  let own: unknown;
  let sent = false;
  const onCreate = (message: unknown): void => {
    own ??= requestOf(message);
  };
  const onSend = (message: unknown): void => {
    if (own !== undefined && requestOf(message) === own) sent = true;
  };
  subscribe(SEND_HEADERS, onSend);
  return {
    run(start) {
      subscribe(CREATE, onCreate);
      try {
        return start();
      } finally {
        unsubscribe(CREATE, onCreate);
      }
    },
    sent: () => sent,
    end: () => unsubscribe(SEND_HEADERS, onSend),
  };
}

function requestOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'request' in message ? message.request : undefined;
}

async function readAnswer(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  host: string,
  maxBodyBytes: number,
): Promise<HttpResponse> {
  const requestId = textOf(headers['x-request-id']);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.byteLength;
    if (size > maxBodyBytes) {
      body.destroy();
      throw new UnreadableAnswerError('tooLarge', statusCode, host, requestId);
    }
    chunks.push(chunk);
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: false }).decode(Buffer.concat(chunks));
  return { status: statusCode, headers: plainHeaders(headers), body: text };
}

function plainHeaders(headers: Dispatcher.ResponseData['headers']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, textOf(value) ?? '']));
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

function requestIdOf({ headers }: Dispatcher.ResponseData): string | undefined {
  return textOf(headers['x-request-id']);
}
