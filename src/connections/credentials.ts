import type { Login } from '../api/createToken';
import type { AccessKeys } from '../api/http';

/** What proves who asks, as a person has it: keys that sign, or a password that is exchanged for a token. */
export type Secret =
  | { readonly kind: 'keys'; readonly keys: AccessKeys }
  | { readonly kind: 'login'; readonly login: Login };

/** What a source of credentials gave: the secret, and what it happens to know beside it. */
export interface Credentials {
  readonly secret: Secret;
  readonly projectId: string | undefined;
  /** Region id, e.g. `cn-north-4`. */
  readonly region: string | undefined;
  /** Where this source wants IAM to be asked; checked like an endpoint of the settings. */
  readonly iamEndpoint: string | undefined;
}

/** Credentials that know nothing beside their secret. */
export function bareCredentials(secret: Secret): Credentials {
  return { secret, projectId: undefined, region: undefined, iamEndpoint: undefined };
}

/** True when both prove the same in the same way. */
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
