import type { Authenticator } from '../../src/api/authenticator';
import type { AccessKeys } from '../../src/api/http';

/** Signs with these keys, and has no others. */
export function fixedKeys(keys: AccessKeys): Authenticator {
  const authentication = { kind: 'keys', keys } as const;
  return { current: () => Promise.resolve(authentication), renewed: () => Promise.resolve(undefined) };
}
