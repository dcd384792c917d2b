import type { Redact } from './redact';

/** One request as it will go out: what is signed is what is sent, byte for byte. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  /** Lowercase names. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; undefined = no body. */
  readonly body: string | undefined;
  /** What is left of the caller's patience, where that is less than the transport's own limit; milliseconds. */
  readonly limitMs?: number;
  /** Values that must reach no error, log, file or caller, whatever the answer echoes. */
  readonly secrets?: readonly string[];
}

/** One complete answer, of whatever status. */
export interface HttpResponse {
  readonly status: number;
  /** Lowercase names; a repeated header is joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body as UTF-8 text, without a byte order mark. */
  readonly body: string;
  /** Host and port of the proxy it came through. */
  readonly proxy?: string;
  /** Replaces the secrets of the request in a text of this answer. */
  readonly redact?: Redact;
}

/**
 * Sends one request and reads the whole answer. Layers (retry, signing, log, wire) all have this shape.
 *
 * @throws NotSentError when the request surely did not leave; NoAnswerError when it left and no complete answer came;
 * UnreadableAnswerError for an answer that is too large or cut off; the signal's reason when it aborts.
 */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;

/** Who signs: access key pair, with the token that temporary keys carry. */
export interface AccessKeys {
  readonly accessKey: string;
  readonly secretKey: string;
  /** `X-Security-Token` of temporary keys. */
  readonly securityToken: string | undefined;
}
