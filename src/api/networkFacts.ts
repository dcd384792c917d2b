import type { NetworkFacts } from '../model/errors';
import { ConnectionError } from './network/connectionError';
import { networkReason, systemCode } from './networkReason';

export interface Circumstances {
  /** Host and port that was asked. */
  readonly host: string;
  /** Host and port of the proxy on the way there. */
  readonly proxy: string | undefined;
  /** Our own deadline passed. */
  readonly timedOut: boolean;
}

/** What the system, TLS, a proxy or the HTTP library said of a connection that gave nothing. */
export function networkFacts(error: unknown, { host, proxy, timedOut }: Circumstances): NetworkFacts {
  if (error instanceof ConnectionError) {
    const { reason, detail, certificate } = error;
    return { reason, host, code: detail, proxy, ...(certificate && { certificate }) };
  }
  const code = systemCode(error);
  return { reason: timedOut ? 'timeout' : networkReason(code), host, code, proxy };
}

/** What an error says of itself, without what it carries: undici's hold bytes of the answer and the socket. */
export function plainCause(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = systemCode(error);
  return new Error([error.name, code, error.message].filter(Boolean).join(': '));
}
