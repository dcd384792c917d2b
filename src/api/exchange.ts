import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { NoAnswerError, NotSentError, UnreadableAnswerError } from '../model/errors';
import { after } from '../util/clock';
import { type HttpRequest, type HttpResponse, plainHeaders, type RawHeaders } from './http';
import { networkFacts, plainCause } from './network/networkErrors';
import { type BodyFault, declaredSize, ResponseBody } from './responseBody';

/** The handle undici provides for aborting a request in progress. */
interface RequestControl {
  abort(reason: Error): void;
}

/** The callbacks of the promise to settle. */
export interface PromiseCallbacks {
  readonly resolve: (response: HttpResponse) => void;
  readonly reject: (error: unknown) => void;
}

/** Error bodies are read up to this size; their code and message are in the first few hundred bytes. */
const MAX_ERROR_BYTES = 64 * 1024;

/** undici publishes to this channel when it hands the head of a request to the socket. */
const SEND_HEADERS = 'undici:client:sendHeaders';

interface ResponseHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly isSuccess: boolean;
  readonly body: ResponseBody;
}

/** Handler of one request and its response, for undici's `dispatch`. Settles once. */
export class Exchange {
  readonly #host: string;
  #controller: RequestControl | undefined;
  #head: ResponseHead | undefined;
  #sent = false;
  #stopListening = (): void => undefined;
  /**
   * Undefined once settled. Releasing it also releases the response, which would otherwise leak: Node's list of abort
   * listeners keeps removed listeners reachable from later ones.
   */
  #callbacks: PromiseCallbacks | undefined;

  constructor(
    { url }: HttpRequest,
    private readonly proxy: string | undefined,
    private readonly maxBodyBytes: number,
    callbacks: PromiseCallbacks,
  ) {
    this.#callbacks = callbacks;
    this.#host = url.host;
  }

  /**
   * Ends the exchange in any state, including while it waits for a connection, when `signal` aborts or after `limitMs`
   * milliseconds.
   */
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
   * undici writes the request synchronously after this call, so the next published head belongs to this request. A
   * connection reset looks the same in the error whether it comes before or after the request is sent; the published
   * head tells the two apart.
   */
  onRequestStart(controller: RequestControl): void {
    this.#controller = controller;
    if (!this.#callbacks) return controller.abort(new Error('Ended before it was sent'));
    subscribe(SEND_HEADERS, this.#onSend);
  }

  onResponseStart(_controller: RequestControl, status: number, raw: RawHeaders): void {
    if (status < 200) return;
    const headers = plainHeaders(raw);
    const isSuccess = status < 300;
    const limitBytes = isSuccess ? this.maxBodyBytes : Math.min(this.maxBodyBytes, MAX_ERROR_BYTES);
    this.#head = { status, headers, isSuccess, body: new ResponseBody(limitBytes) };
    if (isSuccess && declaredSize(headers) > limitBytes) this.#fail(this.#unreadable('tooLarge'));
  }

  onResponseData(_controller: RequestControl, chunk: Uint8Array): void {
    if (!this.#head || this.#head.body.add(chunk)) return;
    if (this.#head.isSuccess) return this.#fail(this.#unreadable('tooLarge'));
    this.#resolveError(this.#head);
    this.#controller?.abort(new Error('Ended'));
  }

  onResponseEnd(): void {
    if (!this.#head || !this.#callbacks) return;
    if (!this.#head.isSuccess) return this.#resolveError(this.#head);
    const read = this.#head.body.text(this.#head.headers);
    if ('fault' in read) return this.#fail(this.#unreadable(read.fault));
    this.#resolve(this.#head, read.text);
  }

  onResponseError(_controller: RequestControl, error: Error): void {
    if (!this.#head) return this.#fail(this.#networkError(error, false));
    if (this.#head.status < 400) return this.#fail(this.#unreadable('truncated', error));
    this.#resolveError(this.#head);
  }

  /**
   * Settles with the part of the body that was received. The status alone shows that the request failed; the body is
   * optional detail.
   */
  #resolveError(head: ResponseHead): void {
    this.#resolve(head, head.body.partialText(head.headers, this.maxBodyBytes));
  }

  #resolve({ status, headers }: ResponseHead, body: string): void {
    this.#settle()?.resolve({ status, headers, body, ...(this.proxy !== undefined && { proxy: this.proxy }) });
  }

  readonly #onSend = (): void => {
    unsubscribe(SEND_HEADERS, this.#onSend);
    this.#sent = true;
  };

  #fail(error: unknown): void {
    if (!this.#callbacks) return;
    this.#settle()?.reject(error);
    this.#controller?.abort(new Error('Ended'));
  }

  /** @returns the callbacks on the first call, undefined after that */
  #settle(): PromiseCallbacks | undefined {
    const callbacks = this.#callbacks;
    this.#callbacks = undefined;
    this.#stopListening();
    unsubscribe(SEND_HEADERS, this.#onSend);
    return callbacks;
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
