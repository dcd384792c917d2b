import path from 'node:path';
import type { Environment } from '../api/network/networkSettings';
import { NotConnectedError } from '../model/errors';
import type { Clock } from '../util/clock';
import { unquoted } from '../util/text';
import type { Credentials } from './credentials';
import { readKeyFile } from './keyFile';
import { normalizeEndpoint } from './readConnections';

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
    return readIni(await readKeyFile({ path: this.#path, shownPath: this.shownPath, connection }, this.clock));
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

/** Values by lowercase key. */
export type IniSection = ReadonlyMap<string, string>;

/**
 * Parses the sections of an INI file like Python's `configparser`, which the vendor's SDK uses: `key = value` and `key: value`,
 * comments on their own lines (`#`, `;`), values continued on lines indented deeper than their key, `%%` for `%`, and the keys of
 * `[DEFAULT]` in every section.
 *
 * Skips lines that `configparser` rejects: lines that are neither section nor key, and keys before the first section. A repeated
 * section is merged into the first, and a repeated key replaces it. `%(name)s` is not interpolated.
 */
export function readIni(text: string): ReadonlyMap<string, IniSection> {
  const sections = new Map<string, Map<string, string[]>>();
  let section: Map<string, string[]> | undefined;
  let value: string[] | undefined;
  let indentation = 0;
  for (const line of text.split(/\r\n?|\n/)) {
    const content = line.trim();
    if (content === '') value?.push('');
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue;
    const indented = line.length - line.trimStart().length;
    if (value && indented > indentation) {
      value.push(content);
      continue;
    }
    indentation = indented;
    const name = sectionName(content);
    if (name !== undefined) {
      section = sections.get(name) ?? new Map<string, string[]>();
      sections.set(name, section);
      value = undefined;
      continue;
    }
    const end = content.search(/[=:]/);
    if (!section || end <= 0) continue;
    value = [content.slice(end + 1).trim()];
    section.set(content.slice(0, end).trim().toLowerCase(), value);
  }
  const defaults = sections.get(DEFAULTS) ?? [];
  sections.delete(DEFAULTS);
  return new Map(
    Array.from(sections, ([name, own]) => [name, new Map(Array.from([...defaults, ...own], joined))] as const),
  );
}

const DEFAULTS = 'DEFAULT';

/** Ignores text after the bracket, such as a comment. */
function sectionName(content: string): string | undefined {
  const end = content.indexOf(']');
  return content.startsWith('[') && end > 1 ? content.slice(1, end).trim() : undefined;
}

function joined([key, lines]: readonly [string, readonly string[]]): readonly [string, string] {
  return [key, lines.join('\n').trim().replaceAll('%%', '%')];
}
