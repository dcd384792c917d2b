import type { Endpoints } from '../model/region';
import type { Secret } from './credentials';
import { fieldsOf } from './fields';

const SERVICES = ['iam', 'modelarts', 'swr'] as const;

/** The origin a secret may be sent to for each service, e.g. `https://iam.cn-north-4.myhuaweicloud.com`. */
export type SecretOrigins = Readonly<Record<(typeof SERVICES)[number], string>>;

/** A secret and the origins it was stored for. */
export interface StoredSecret {
  readonly secret: Secret;
  /** Undefined for a secret that was stored without origins. */
  readonly origins: SecretOrigins | undefined;
}

/** Returns the origins of a connection's endpoints. */
export function originsOf({ iam, modelarts, swr }: Pick<Endpoints, keyof SecretOrigins>): SecretOrigins {
  return { iam: originOf(iam), modelarts: originOf(modelarts), swr: originOf(swr) };
}

/** Returns the origins of `one` that differ from those of `other` for the same service: without duplicates, IAM's first. */
export function differingOrigins(one: SecretOrigins, other: SecretOrigins): readonly string[] {
  return [...new Set(SERVICES.filter((service) => one[service] !== other[service]).map((service) => one[service]))];
}

/** Serializes a secret as JSON for {@link parseSecret}. */
export function serializeSecret(secret: Secret, origins: SecretOrigins): string {
  return JSON.stringify({ ...secret, origins });
}

/** Parses stored text. Returns undefined for damaged text or an unsupported format. */
export function parseSecret(text: string): StoredSecret | undefined {
  const fields = fieldsOf(parseJson(text));
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
