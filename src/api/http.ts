import type { Redact } from './redact';

/** One HTTP request, byte for byte as it is signed and sent. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  /** Lowercase names. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; undefined = no body. */
  readonly body: string | undefined;
  /** Time left for the request, in milliseconds, if that is less than the transport's own limit. */
  readonly limitMs?: number;
  /** Values that must never reach an error, the log, a file or the caller, even if the response echoes them. */
  readonly secrets?: readonly string[];
}

/** One complete HTTP response, of any status. */
export interface HttpResponse {
  readonly status: number;
  /** Lowercase names. Repeated headers are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body as UTF-8 text, without a byte order mark. */
  readonly body: string;
  /** Host and port of the proxy that was used, if any. */
  readonly proxy?: string;
  /** Replaces the secrets of the request in text taken from this response. */
  readonly redact?: Redact;
}

/**
 * Sends one request and reads the complete response. The transport and all its decorators (retry, authentication, log)
 * have this shape.
 *
 * @throws NotSentError if the request was certainly not sent; NoAnswerError if it was sent but no complete response
 * arrived; UnreadableAnswerError if the response is too large or truncated; the signal's reason if it aborts
 */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;

/** An access key pair, with the security token if the keys are temporary. */
export interface AccessKeys {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Sent as `X-Security-Token`; undefined for permanent keys. */
  readonly securityToken: string | undefined;
}
