import type { Environment } from '../api/network/networkSettings';
import { NotConnectedError } from '../model/errors';
import { unquoted } from '../util/text';
import type { Credentials } from './credentials';

/** Variables of the vendor's SDKs, then those of its Terraform provider. The first complete pair of keys is used. */
const VARIABLE_SETS = [
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

/** Returns the credentials in the environment variables, or undefined when no pair of keys is complete. */
export function findEnvironmentCredentials(environment: Environment): Credentials | undefined {
  const value = (name: string | undefined): string | undefined =>
    unquoted((name === undefined ? undefined : environment[name]) ?? '') || undefined;
  for (const names of VARIABLE_SETS) {
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

/** Returns the name of the variable that holds the access key, or undefined when no pair of keys is complete. */
export function environmentVariable(environment: Environment): string | undefined {
  const isSet = (name: string): boolean => unquoted(environment[name] ?? '') !== '';
  return VARIABLE_SETS.find(({ accessKey, secretKey }) => isSet(accessKey) && isSet(secretKey))?.accessKey;
}

/** Returns the credentials in the environment variables. @throws NotConnectedError `noCredentials` with the variable names */
export function readEnvironmentCredentials(environment: Environment, connection: string): Credentials {
  const found = findEnvironmentCredentials(environment);
  if (found) return found;
  const names = VARIABLE_SETS.map((pair) => `${pair.accessKey}, ${pair.secretKey}`).join(' / ');
  throw new NotConnectedError('noCredentials', connection, names);
}
