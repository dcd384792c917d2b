import path from 'node:path';
import { NotConnectedError } from '../model/errors';
import type { Clock } from '../util/clock';
import { unquoted } from '../util/unquoted';
import type { Credentials } from './credentials';
import { allowedEndpoint } from './endpoint';
import type { Environment } from './environmentCredentials';
import { type IniSection, readIni } from './readIni';
import { readTextFile } from './readTextFile';

/** The section that the SDKs read for a project's services. */
export const DEFAULT_SECTION = 'basic';

const FILE_VARIABLE = 'HUAWEICLOUD_SDK_CREDENTIALS_FILE';

/** The profile file of the vendor's SDKs, read at each call. Source: their class ProfileCredentialProvider. */
export class ProfileFile {
  readonly #path: string;
  /** How people are told of it. */
  readonly shownPath: string;

  constructor(
    environment: Environment,
    home: string,
    private readonly clock: Pick<Clock, 'sleep'>,
  ) {
    const named = unquoted(environment[FILE_VARIABLE] ?? '');
    this.#path = named || path.join(home, '.huaweicloud', 'credentials');
    this.shownPath = named ? FILE_VARIABLE : '~/.huaweicloud/credentials';
  }

  /** Names of the sections that hold a pair of keys; none where there is no such file. */
  async sections(): Promise<readonly string[]> {
    try {
      const sections = await this.#read('');
      return [...sections].filter(([, keys]) => valueOf(keys, 'ak') && valueOf(keys, 'sk')).map(([name]) => name);
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
    const keys = (await this.#read(connection)).get(name);
    const missing = (what: string): NotConnectedError =>
      new NotConnectedError('badFile', connection, `${what} (${this.shownPath})`);
    if (!keys) throw missing(`[${name}]`);
    const [accessKey, secretKey] = [valueOf(keys, 'ak'), valueOf(keys, 'sk')];
    if (accessKey === undefined) throw missing(`[${name}] ak`);
    if (secretKey === undefined) throw missing(`[${name}] sk`);
    return {
      secret: { kind: 'keys', keys: { accessKey, secretKey, securityToken: valueOf(keys, 'security_token') } },
      projectId: valueOf(keys, 'project_id'),
      region: undefined,
      iamEndpoint: checkedEndpoint(valueOf(keys, 'iam_endpoint'), connection),
    };
  }

  async #read(connection: string): Promise<ReadonlyMap<string, IniSection>> {
    return readIni(await readTextFile({ path: this.#path, shownPath: this.shownPath, connection }, this.clock));
  }
}

/**
 * Returns a value without quotes around it and without a comment behind it. The SDK would take both for a part of the value, which then
 * is wrong: none of these values contains quotes, blanks before `#` or `;`, or line breaks. Undefined for a value that is empty or of
 * several lines.
 */
function valueOf(keys: IniSection, key: string): string | undefined {
  const text = keys.get(key) ?? '';
  if (text.includes('\n')) return undefined;
  const comment = text.search(/\s[#;]/);
  return unquoted(comment < 0 ? text : text.slice(0, comment)) || undefined;
}

function checkedEndpoint(text: string | undefined, connection: string): string | undefined {
  if (text === undefined) return undefined;
  const allowed = allowedEndpoint(text);
  if (allowed === undefined) throw new NotConnectedError('badEndpoint', connection, 'iam_endpoint');
  return allowed;
}
