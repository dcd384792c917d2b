import type { Endpoints } from '../model/region';
import type { Secret } from './credentials';
import { fieldsOf } from './fields';

const SERVICES = ['iam', 'modelarts', 'swr'] as const;

/** The origins a secret may be used for, by service, e.g. `https://iam.cn-north-4.myhuaweicloud.com`. */
export type SecretOrigins = Readonly<Record<(typeof SERVICES)[number], string>>;

export interface StoredSecret {
  readonly secret: Secret;
  /** Undefined for a secret that was stored without them. */
  readonly origins: SecretOrigins | undefined;
}

/** The origins of a connection's endpoints. */
export function originsOf({ iam, modelarts, swr }: Pick<Endpoints, keyof SecretOrigins>): SecretOrigins {
  return { iam: originOf(iam), modelarts: originOf(modelarts), swr: originOf(swr) };
}

/** The origins of `one` that `other` does not have for the same service, each once and IAM's first; empty = none. */
export function differingOrigins(one: SecretOrigins, other: SecretOrigins): readonly string[] {
  return [...new Set(SERVICES.filter((service) => one[service] !== other[service]).map((service) => one[service]))];
}

/** A secret as it is stored: JSON of this shape and no other. */
export function writeSecret(secret: Secret, origins: SecretOrigins): string {
  return JSON.stringify({ ...secret, origins });
}

/** Undefined for text that is not one: another version's, or damaged. */
export function readSecret(text: string): StoredSecret | undefined {
  const fields = fieldsOf(parse(text));
  const secret = secretOf(fields);
  return secret && { secret, origins: readOrigins(fields['origins']) };
}

function secretOf(fields: Readonly<Record<string, unknown>>): Secret | undefined {
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

function readOrigins(value: unknown): SecretOrigins | undefined {
  const { iam, modelarts, swr } = fieldsOf(value);
  return isFilled(iam) && isFilled(modelarts) && isFilled(swr) ? { iam, modelarts, swr } : undefined;
}

function originOf(endpoint: string): string {
  return URL.parse(endpoint)?.origin ?? endpoint;
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
