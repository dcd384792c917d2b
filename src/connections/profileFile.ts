import path from 'node:path';
import { NotConnectedError } from '../model/errors';
import type { Clock } from '../util/clock';
import { unquoted } from '../util/text';
import type { Credentials } from './credentials';
import { normalizeEndpoint } from './endpoint';
import type { Environment } from './environmentCredentials';
import { type IniSection, readIni } from './readIni';
import { readTextFile } from './readTextFile';

/** Section that the SDKs read for services of a project. */
export const DEFAULT_SECTION = 'basic';

const FILE_VARIABLE = 'HUAWEICLOUD_SDK_CREDENTIALS_FILE';

/** Reads the profile file of the vendor's SDKs, without a cache. Source: their class ProfileCredentialProvider. */
export class ProfileFile {
  readonly #path: string;
  /** Path for messages: contains no user name. */
  readonly shownPath: string;

  constructor(
    environment: Environment,
    home: string,
    private readonly clock: Pick<Clock, 'sleep'>,
  ) {
    const customPath = unquoted(environment[FILE_VARIABLE] ?? '');
    this.#path = customPath || path.join(home, '.huaweicloud', 'credentials');
    this.shownPath = customPath ? FILE_VARIABLE : '~/.huaweicloud/credentials';
  }

  /** Resolves with the names of the sections that have both keys; empty when the file is missing. */
  async sections(): Promise<readonly string[]> {
    try {
      const sections = await this.#read('');
      return [...sections].filter(([, keys]) => valueOf(keys, 'ak') && valueOf(keys, 'sk')).map(([name]) => name);
    } catch {
      return [];
    }
  }

  /**
   * Reads the credentials of a section.
   *
   * @param section undefined = {@link DEFAULT_SECTION}
   * @param connection name of the connection, for errors
   * @throws NotConnectedError `noFile`; `badFile`, whose detail names what is missing; `badEndpoint` for an `iam_endpoint`
   *   that {@link normalizeEndpoint} rejects
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
 * Returns a value without quotes and without a trailing comment. The SDK treats both as part of the value, which then is wrong: no
 * valid value contains quotes, whitespace before `#` or `;`, or line breaks. Undefined for an empty or multi-line value.
 */
function valueOf(keys: IniSection, key: string): string | undefined {
  const text = keys.get(key) ?? '';
  if (text.includes('\n')) return undefined;
  const comment = text.search(/\s[#;]/);
  return unquoted(comment < 0 ? text : text.slice(0, comment)) || undefined;
}

function checkedEndpoint(text: string | undefined, connection: string): string | undefined {
  if (text === undefined) return undefined;
  const endpoint = normalizeEndpoint(text);
  if (endpoint === undefined) throw new NotConnectedError('badEndpoint', connection, 'iam_endpoint');
  return endpoint;
}
