/** The credentials of a request: keys that sign it, or a token sent with it. */
export type Authentication =
  | { readonly kind: 'keys'; readonly keys: AccessKeys }
  | { readonly kind: 'token'; readonly token: string };

/** Provides and renews the credentials of a connection. All requests of the connection share one instance. */
export interface Authenticator {
  /**
   * Returns the credentials to use for the next request.
   *
   * @throws NotConnectedError if there are none, or the error IAM returned if a token has to be requested first. Never
   * an error that could mean that the authenticated request itself was sent.
   */
  current(signal: AbortSignal): Promise<Authentication>;
  /**
   * Reads the credentials again from their source. Returns undefined if the source has nothing other than `refused`.
   * Rejects like {@link Authenticator.current}.
   */
  renewed(refused: Authentication, signal: AbortSignal): Promise<Authentication | undefined>;
}

/** An access key pair, with the security token if the keys are temporary. */
export interface AccessKeys {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Sent as `X-Security-Token`; undefined for permanent keys. */
  readonly securityToken: string | undefined;
}
