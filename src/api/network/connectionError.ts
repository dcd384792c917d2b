import type { RefusedCertificate } from '../../model/certificateFacts';
import type { NetworkReason } from '../../model/errors';

/**
 * No connection could be opened, so nothing of the request was sent. Carries facts only, never a socket or received
 * bytes.
 */
export class ConnectionError extends Error {
  constructor(
    readonly reason: NetworkReason,
    /** Error code of the operating system or of TLS, or the proxy's status, e.g. `HTTP 407`. */
    readonly detail: string | undefined,
    readonly certificate?: RefusedCertificate,
  ) {
    super(`No connection: ${reason} ${detail ?? ''}`.trimEnd());
  }
}
