import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { NoAnswerError, NotSentError, UnreadableAnswerError } from '../model/errors';
import { after } from '../util/after';
import { AnswerBody, type BodyFault, declaredSize } from './answerBody';
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

/** So much of an answer that is no success is read: its code and message stand in the first few hundred bytes. */
const MAX_ERROR_BYTES = 64 * 1024;

/** Published by undici with the head of a request, as it hands that to the socket. */
const SEND_HEADERS = 'undici:client:sendHeaders';

interface AnswerHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly isSuccess: boolean;
  readonly body: AnswerBody;
}

/** One request and its answer, as undici tells of them. Settles once. */
export class Exchange {
  readonly #host: string;
  #controller: RequestControl | undefined;
  #head: AnswerHead | undefined;
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

  onResponseStart(_controller: RequestControl, status: number, raw: RawHeaders): void {
    if (status < 200) return;
    const headers = plainHeaders(raw);
    const isSuccess = status < 300;
    const limitBytes = isSuccess ? this.maxBodyBytes : Math.min(this.maxBodyBytes, MAX_ERROR_BYTES);
    this.#head = { status, headers, isSuccess, body: new AnswerBody(limitBytes) };
    if (isSuccess && declaredSize(headers) > limitBytes) this.#fail(this.#unreadable('tooLarge'));
  }

  onResponseData(_controller: RequestControl, chunk: Uint8Array): void {
    if (!this.#head || this.#head.body.add(chunk)) return;
    if (this.#head.isSuccess) return this.#fail(this.#unreadable('tooLarge'));
    this.#refuse(this.#head);
    this.#controller?.abort(new Error('Ended'));
  }

  onResponseEnd(): void {
    if (!this.#head || !this.#outcome) return;
    if (!this.#head.isSuccess) return this.#refuse(this.#head);
    const read = this.#head.body.text(this.#head.headers);
    if ('fault' in read) return this.#fail(this.#unreadable(read.fault));
    this.#answer(this.#head, read.text);
  }

  onResponseError(_controller: RequestControl, error: Error): void {
    if (!this.#head) return this.#fail(this.#networkError(error, false));
    if (this.#head.status < 400) return this.#fail(this.#unreadable('truncated', error));
    this.#refuse(this.#head);
  }

  /** Answers with what there is of a body. What an answer of failure says is good to know; that it failed is known without. */
  #refuse(head: AnswerHead): void {
    this.#answer(head, head.body.beginning(head.headers, this.maxBodyBytes));
  }

  #answer({ status, headers }: AnswerHead, body: string): void {
    this.#settle()?.resolve({ status, headers, body, ...(this.proxy !== undefined && { proxy: this.proxy }) });
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

  #unreadable(reason: BodyFault, error?: Error): UnreadableAnswerError {
    const { status = 0, headers = {} } = this.#head ?? {};
    const options = { ...(error && { cause: plainCause(error) }), proxy: this.proxy };
    return new UnreadableAnswerError(reason, status, this.#host, headers['x-request-id'], options);
  }
}
