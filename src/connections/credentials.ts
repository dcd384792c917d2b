import type { AccessKeys } from '../api/authenticator';
import type { Login } from '../api/createToken';
/** A secret as the user has it: keys that sign requests, or a password that is exchanged for a token. */
export type Secret =
  | { readonly kind: 'keys'; readonly keys: AccessKeys }
  | { readonly kind: 'login'; readonly login: Login };

/** Data from a credential source: the secret, and optional facts that some sources add. */
export interface Credentials {
  readonly secret: Secret;
  /** Undefined = the source names no project. */
  readonly projectId: string | undefined;
  /** Region ID, e.g. `cn-north-4`. */
  readonly region: string | undefined;
  /** IAM endpoint that the source prescribes; normalized like an endpoint of the settings. */
  readonly iamEndpoint: string | undefined;
}

/** Wraps a secret in credentials without further facts. */
export function bareCredentials(secret: Secret): Credentials {
  return { secret, projectId: undefined, region: undefined, iamEndpoint: undefined };
}

/** Returns true when both are of the same kind and all their fields are equal. */
export function isSameSecret(one: Secret, other: Secret): boolean {
  if (one.kind === 'keys' && other.kind === 'keys') {
    const [a, b] = [one.keys, other.keys];
    return a.accessKey === b.accessKey && a.secretKey === b.secretKey && a.securityToken === b.securityToken;
  }
  if (one.kind === 'login' && other.kind === 'login') {
    const [a, b] = [one.login, other.login];
    return a.domain === b.domain && a.user === b.user && a.password === b.password;
  }
  return false;
}
