import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { NoAnswerError, NotSentError, UnreadableAnswerError } from '../model/errors';
import { after } from '../util/after';
import { AnswerBody, declaredSize } from './answerBody';
import type { HttpRequest, HttpResponse } from './http';
import { networkFacts, plainCause } from './networkFacts';
import { plainHeaders, type RawHeaders } from './plainHeaders';

/** What undici hands out to end a request under way. */
interface RequestControl {
  abort(reason: Error): void;
}

/** Whom to tell. */
export interface Outcome {
  readonly resolve: (response: HttpResponse) => void;
  readonly reject: (error: unknown) => void;
}

/** Published by undici with the head of a request, as it hands that to the socket. */
const SEND_HEADERS = 'undici:client:sendHeaders';

/** One request and its answer, as undici tells of them. Settles once. */
export class Exchange {
  readonly #body: AnswerBody;
  readonly #host: string;
  #controller: RequestControl | undefined;
  #head: { readonly status: number; readonly headers: Readonly<Record<string, string>> } | undefined;
  #sent = false;
  #stopListening = (): void => undefined;
  /**
   * Undefined once it is settled. Let go of then, with the answer that hangs on it: Node's list of a signal's listeners leads from
   * one that was removed to those that came later, and each to its exchange.
   */
  #outcome: Outcome | undefined;

  constructor(
    { url }: HttpRequest,
    private readonly proxy: string | undefined,
    private readonly maxBodyBytes: number,
    outcome: Outcome,
  ) {
    this.#outcome = outcome;
    this.#host = url.host;
    this.#body = new AnswerBody(maxBodyBytes);
  }

  /** Ends it, in whatever state it is, when the caller says so or `limitMs` have passed; also while it waits for a connection. */
  endWith(signal: AbortSignal, limitMs: number): void {
    const cancel = (): void => this.#fail(signal.reason);
    const deadline = after(limitMs, () => this.#fail(this.#networkError(new Error('Deadline'), true)));
    signal.addEventListener('abort', cancel);
    this.#stopListening = () => {
      signal.removeEventListener('abort', cancel);
      deadline.dispose();
    };
  }

  /**
   * Called in the same breath in which undici then writes the request, so that the next head it publishes is this
   * one's. A reset before the request and one after it look the same in the error; this tells them apart.
   */
  onRequestStart(controller: RequestControl): void {
    this.#controller = controller;
    if (!this.#outcome) return controller.abort(new Error('Ended before it was sent'));
    subscribe(SEND_HEADERS, this.#onSend);
  }

  onResponseStart(_controller: RequestControl, status: number, headers: RawHeaders): void {
    if (status < 200) return;
    this.#head = { status, headers: plainHeaders(headers) };
    if (declaredSize(this.#head.headers) > this.maxBodyBytes) this.#fail(this.#unreadable('tooLarge'));
  }

  onResponseData(_controller: RequestControl, chunk: Uint8Array): void {
    if (!this.#body.add(chunk)) this.#fail(this.#unreadable('tooLarge'));
  }

  onResponseEnd(): void {
    if (!this.#head || !this.#outcome) return;
    const { status, headers } = this.#head;
    const body = this.#body.text(headers);
    // What an answer of failure says is good to know; that it failed is known without.
    if (body === undefined && status < 400) return this.#fail(this.#unreadable('notJson'));
    this.#settle()?.resolve({
      status,
      headers,
      body: body ?? '',
      ...(this.proxy !== undefined && { proxy: this.proxy }),
    });
  }

  onResponseError(_controller: RequestControl, error: Error): void {
    this.#fail(this.#head ? this.#unreadable('truncated', error) : this.#networkError(error, false));
  }

  readonly #onSend = (): void => {
    unsubscribe(SEND_HEADERS, this.#onSend);
    this.#sent = true;
  };

  #fail(error: unknown): void {
    if (!this.#outcome) return;
    this.#settle()?.reject(error);
    this.#controller?.abort(new Error('Ended'));
  }

  /** @returns whom to tell, the first time */
  #settle(): Outcome | undefined {
    const outcome = this.#outcome;
    this.#outcome = undefined;
    this.#stopListening();
    unsubscribe(SEND_HEADERS, this.#onSend);
    return outcome;
  }

  #networkError(error: unknown, timedOut: boolean): NotSentError | NoAnswerError {
    const facts = networkFacts(error, { host: this.#host, proxy: this.proxy, timedOut });
    const options = { cause: plainCause(error) };
    return this.#sent ? new NoAnswerError(facts, options) : new NotSentError(facts, options);
  }

  #unreadable(reason: 'tooLarge' | 'notJson' | 'truncated', error?: Error): UnreadableAnswerError {
    const { status = 0, headers = {} } = this.#head ?? {};
    const options = { ...(error && { cause: plainCause(error) }), proxy: this.proxy };
    return new UnreadableAnswerError(reason, status, this.#host, headers['x-request-id'], options);
  }
}
