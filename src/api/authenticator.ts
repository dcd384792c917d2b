import type { AccessKeys } from './http';

/** What proves who asks: keys that sign each request, or a token that goes with it. */
export type Authentication =
  | { readonly kind: 'keys'; readonly keys: AccessKeys }
  | { readonly kind: 'token'; readonly token: string };

/** Holds what a connection's requests prove themselves with, and renews it. Shared by all of them. */
export interface Authenticator {
  /**
   * What to use at this moment.
   *
   * @throws NotConnectedError when there is none; what IAM says where a token must be asked for first. Never an error
   * that could mean that the request itself has left.
   */
  current(signal: AbortSignal): Promise<Authentication>;
  /**
   * Something else than what was refused, from where it is kept; undefined when there is nothing else.
   * Rejects as {@link Authenticator.current} does.
   */
  renewed(refused: Authentication, signal: AbortSignal): Promise<Authentication | undefined>;
}
