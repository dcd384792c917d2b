import type { RefusedCertificate } from '../../model/certificateFacts';
import type { NetworkReason } from '../../model/errors';

/** A connection could not be made: nothing of a request has left. Carries facts alone, no socket and no bytes. */
export class ConnectionError extends Error {
  constructor(
    readonly reason: NetworkReason,
    /** Code of the system or of TLS, or the proxy's status, e.g. `HTTP 407`. */
    readonly detail: string | undefined,
    readonly certificate?: RefusedCertificate,
  ) {
    super(`No connection: ${reason} ${detail ?? ''}`.trimEnd());
  }
}
