import type { NetworkFacts } from '../model/errors';
import { ConnectionError } from './network/connectionError';
import { networkReason, systemCode } from './networkReason';

/** The request that failed. */
export interface Circumstances {
  /** Host and port of the request. */
  readonly host: string;
  /** Host and port of the proxy, if one was used. */
  readonly proxy: string | undefined;
  /** True if the transport's own deadline expired. */
  readonly timedOut: boolean;
}

/** Describes a failed connection from the error of the operating system, TLS, the proxy or the HTTP library. */
export function networkFacts(error: unknown, { host, proxy, timedOut }: Circumstances): NetworkFacts {
  if (error instanceof ConnectionError) {
    const { reason, detail, certificate } = error;
    return { reason, host, code: detail, proxy, ...(certificate && { certificate }) };
  }
  const code = systemCode(error);
  return { reason: timedOut ? 'timeout' : networkReason(code), host, code, proxy };
}

/**
 * Copies the name, code and message of an error. undici's errors hold the socket and bytes of the response, which must
 * not be retained.
 */
export function plainCause(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = systemCode(error);
  return new Error([error.name, code, error.message].filter(Boolean).join(': '));
}
