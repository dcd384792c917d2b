import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Dispatcher } from 'undici';
import Agent from 'undici/lib/dispatcher/agent.js';
import { NoAnswerError, NotSentError, UnreadableAnswerError } from '../model/errors';
import { AnswerBody, declaredSize } from './answerBody';
import type { HttpRequest, HttpResponse, Send } from './http';
import { networkFacts, plainCause } from './networkFacts';

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
 * of a request. What changes something has a connection of its own, never used before and never again, so that it
 * does not meet one that the other side is just closing.
 */
export function createUndiciTransport({ timeoutMs, maxBodyBytes = MAX_BODY_BYTES }: TransportOptions): Transport {
  const reading = newAgent();
  const writing = newAgent();
  const send: Send = async (message, signal) => {
    signal.throwIfAborted();
    const limitMs = Math.min(timeoutMs(message.method), message.limitMs ?? Number.POSITIVE_INFINITY);
    const agent = message.method === 'GET' ? reading : writing;
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(message, maxBodyBytes, { resolve, reject });
      exchange.endWith(signal, AbortSignal.timeout(limitMs));
      agent.dispatch(dispatchOptions(message), exchange);
    });
  };
  return {
    send,
    async close() {
      await Promise.all([reading.destroy(), writing.destroy()]);
    },
  };
}

function newAgent(): Agent {
  return new Agent({
    connections: 8,
    pipelining: 1,
    allowH2: false,
    autoSelectFamily: true,
    // A connection nobody answers is given up, so that it does not keep later requests waiting.
    connectTimeout: 10_000,
    // From then on, the deadline of the whole request is the only one.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

function dispatchOptions({ url, method, headers, body }: HttpRequest): Dispatcher.DispatchOptions {
  return {
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method,
    headers: { ...headers, 'accept-encoding': 'identity' },
    body: body ?? null,
    reset: method !== 'GET',
  };
}

interface Outcome {
  readonly resolve: (response: HttpResponse) => void;
  readonly reject: (error: unknown) => void;
}

/** Published by undici with the head of a request, as it hands that to the socket. */
const SEND_HEADERS = 'undici:client:sendHeaders';

/** One request and its answer, as undici tells of them. Settles once. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #body: AnswerBody;
  readonly #host: string;
  #controller: Dispatcher.DispatchController | undefined;
  #head: { readonly status: number; readonly headers: Readonly<Record<string, string>> } | undefined;
  #sent = false;
  #stopListening = (): void => undefined;
  #settled = false;

  constructor(
    { url }: HttpRequest,
    private readonly maxBodyBytes: number,
    private readonly outcome: Outcome,
  ) {
    this.#host = url.host;
    this.#body = new AnswerBody(maxBodyBytes);
  }

  /** Ends it, in whatever state it is, when the caller or the deadline says so; also while it waits for a connection. */
  endWith(signal: AbortSignal, deadline: AbortSignal): void {
    const cancel = (): void => this.#fail(signal.reason);
    const expire = (): void => this.#fail(this.#networkError(deadline.reason, true));
    signal.addEventListener('abort', cancel);
    deadline.addEventListener('abort', expire);
    this.#stopListening = () => {
      signal.removeEventListener('abort', cancel);
      deadline.removeEventListener('abort', expire);
    };
  }

  /**
   * Called in the same breath in which undici then writes the request, so that the next head it publishes is this
   * one's. A reset before the request and one after it look the same in the error; this tells them apart.
   */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#settled) return controller.abort(new Error('Ended before it was sent'));
    subscribe(SEND_HEADERS, this.#onSend);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status < 200) return;
    this.#head = { status, headers: plainHeaders(headers) };
    if (declaredSize(this.#head.headers) > this.maxBodyBytes) this.#fail(this.#unreadable('tooLarge'));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (!this.#body.add(chunk)) this.#fail(this.#unreadable('tooLarge'));
  }

  onResponseEnd(): void {
    if (!this.#head || this.#settled) return;
    const { status, headers } = this.#head;
    const body = this.#body.text(headers);
    // What an answer of failure says is good to know; that it failed is known without.
    if (body === undefined && status < 400) return this.#fail(this.#unreadable('notJson'));
    this.#settle();
    this.outcome.resolve({ status, headers, body: body ?? '' });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(this.#head ? this.#unreadable('truncated', error) : this.#networkError(error, false));
  }

  readonly #onSend = (): void => {
    unsubscribe(SEND_HEADERS, this.#onSend);
    this.#sent = true;
  };

  #fail(error: unknown): void {
    if (this.#settled) return;
    this.#settle();
    this.outcome.reject(error);
    this.#controller?.abort(new Error('Ended'));
  }

  #settle(): void {
    this.#settled = true;
    this.#stopListening();
    unsubscribe(SEND_HEADERS, this.#onSend);
  }

  #networkError(error: unknown, timedOut: boolean): NotSentError | NoAnswerError {
    const facts = networkFacts(error, this.#host, timedOut);
    const options = { cause: plainCause(error) };
    return this.#sent ? new NoAnswerError(facts, options) : new NotSentError(facts, options);
  }

  #unreadable(reason: 'tooLarge' | 'notJson' | 'truncated', error?: Error): UnreadableAnswerError {
    const { status = 0, headers = {} } = this.#head ?? {};
    const options = error && { cause: plainCause(error) };
    return new UnreadableAnswerError(reason, status, this.#host, headers['x-request-id'], options);
  }
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

function plainHeaders(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
