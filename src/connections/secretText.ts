import type { Secret } from './credentials';
import { fieldsOf } from './fields';

/** A secret as it is stored: JSON of this shape and no other. */
export function writeSecret(secret: Secret): string {
  return JSON.stringify(secret);
}

/** Undefined for text that is not one: another version's, or damaged. */
export function readSecret(text: string): Secret | undefined {
  const fields = fieldsOf(parse(text));
  switch (fields['kind']) {
    case 'keys': {
      const { accessKey, secretKey, securityToken } = fieldsOf(fields['keys']);
      if (!isFilled(accessKey) || !isFilled(secretKey)) return undefined;
      if (securityToken !== undefined && !isFilled(securityToken)) return undefined;
      return { kind: 'keys', keys: { accessKey, secretKey, securityToken } };
    }
    case 'login': {
      const { domain, user, password } = fieldsOf(fields['login']);
      if (!isFilled(domain) || !isFilled(user) || !isFilled(password)) return undefined;
      return { kind: 'login', login: { domain, user, password } };
    }
    default:
      return undefined;
  }
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
