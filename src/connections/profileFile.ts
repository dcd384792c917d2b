import path from 'node:path';
import { NotConnectedError } from '../model/errors';
import type { Credentials } from './credentials';
import { allowedEndpoint } from './endpoint';
import type { Environment } from './environmentCredentials';
import { readIni } from './readIni';
import { readTextFile } from './readTextFile';

/** The section that the SDKs read for a project's services. */
export const DEFAULT_SECTION = 'basic';

const FILE_VARIABLE = 'HUAWEICLOUD_SDK_CREDENTIALS_FILE';

/** The profile file of the vendor's SDKs, read at each call. Source: their class ProfileCredentialProvider. */
export class ProfileFile {
  readonly #path: string;
  /** How people are told of it. */
  readonly shownPath: string;

  constructor(environment: Environment, home: string) {
    const named = environment[FILE_VARIABLE]?.trim();
    this.#path = named || path.join(home, '.huaweicloud', 'credentials');
    this.shownPath = named ? FILE_VARIABLE : '~/.huaweicloud/credentials';
  }

  /** Names of the sections that hold a pair of keys; none where there is no such file. */
  async sections(): Promise<readonly string[]> {
    try {
      const sections = readIni(await readTextFile(this.#path, this.shownPath, ''));
      return [...sections].filter(([, keys]) => keys.get('ak') && keys.get('sk')).map(([name]) => name);
    } catch {
      return [];
    }
  }

  /**
   * @throws NotConnectedError `noFile`, `badFile` (its detail names what is missing), `badEndpoint` for an `iam_endpoint`
   * that no key may be sent to
   */
  async read(section: string | undefined, connection: string): Promise<Credentials> {
    const name = section ?? DEFAULT_SECTION;
    const keys = readIni(await readTextFile(this.#path, this.shownPath, connection)).get(name);
    const missing = (what: string): NotConnectedError =>
      new NotConnectedError('badFile', connection, `${what} (${this.shownPath})`);
    if (!keys) throw missing(`[${name}]`);
    const value = (key: string): string | undefined => keys.get(key) || undefined;
    const [accessKey, secretKey] = [value('ak'), value('sk')];
    if (accessKey === undefined) throw missing(`[${name}] ak`);
    if (secretKey === undefined) throw missing(`[${name}] sk`);
    return {
      secret: { kind: 'keys', keys: { accessKey, secretKey, securityToken: value('security_token') } },
      projectId: value('project_id'),
      region: undefined,
      iamEndpoint: checkedEndpoint(value('iam_endpoint'), connection),
    };
  }
}

function checkedEndpoint(text: string | undefined, connection: string): string | undefined {
  if (text === undefined) return undefined;
  const allowed = allowedEndpoint(text);
  if (allowed === undefined) throw new NotConnectedError('badEndpoint', connection, 'iam_endpoint');
  return allowed;
}
