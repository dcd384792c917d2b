import { NotConnectedError } from '../model/errors';
import { unquoted } from '../util/unquoted';
import type { Credentials } from './credentials';

/** The variables of the vendor's SDKs, then those of its Terraform provider; the first pair that is complete counts. */
const NAMES = [
  {
    accessKey: 'HUAWEICLOUD_SDK_AK',
    secretKey: 'HUAWEICLOUD_SDK_SK',
    securityToken: 'HUAWEICLOUD_SDK_SECURITY_TOKEN',
    projectId: 'HUAWEICLOUD_SDK_PROJECT_ID',
    // The SDKs have no variable for the region.
    region: undefined,
  },
  {
    accessKey: 'HW_ACCESS_KEY',
    secretKey: 'HW_SECRET_KEY',
    securityToken: 'HW_SECURITY_TOKEN',
    projectId: 'HW_PROJECT_ID',
    region: 'HW_REGION_NAME',
  },
] as const;

export type Environment = Readonly<Record<string, string | undefined>>;

/** Credentials of the environment, or undefined when no pair of keys is complete there. */
export function findEnvironmentCredentials(environment: Environment): Credentials | undefined {
  const value = (name: string | undefined): string | undefined =>
    unquoted((name === undefined ? undefined : environment[name]) ?? '') || undefined;
  for (const names of NAMES) {
    const accessKey = value(names.accessKey);
    const secretKey = value(names.secretKey);
    if (accessKey === undefined || secretKey === undefined) continue;
    return {
      secret: { kind: 'keys', keys: { accessKey, secretKey, securityToken: value(names.securityToken) } },
      projectId: value(names.projectId),
      region: value(names.region),
      iamEndpoint: undefined,
    };
  }
  return undefined;
}

/** Name of the variable that holds the access key, where there is a complete pair. */
export function environmentVariable(environment: Environment): string | undefined {
  const isSet = (name: string): boolean => unquoted(environment[name] ?? '') !== '';
  return NAMES.find(({ accessKey, secretKey }) => isSet(accessKey) && isSet(secretKey))?.accessKey;
}

/** @throws NotConnectedError naming the variables that would be read. */
export function readEnvironmentCredentials(environment: Environment, connection: string): Credentials {
  const found = findEnvironmentCredentials(environment);
  if (found) return found;
  const names = NAMES.map((pair) => `${pair.accessKey}, ${pair.secretKey}`).join(' / ');
  throw new NotConnectedError('noCredentials', connection, names);
}
