import path from 'node:path';
import type { AccessKeys } from '../api/authenticator';
import { NotConnectedError } from '../model/errors';
import type { Clock } from '../util/clock';
import { fieldsOf, textOf, unquoted } from '../util/text';
import type { Credentials } from './credentials';
import { readKeyFile } from './keyFile';

/** State of hcloud's configuration file. */
export type HcloudState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'encrypted' }
  | { readonly kind: 'readable'; readonly profiles: readonly string[] };

type Fields = Readonly<Record<string, unknown>>;

const SHOWN_PATH = '~/.hcloud/config.json';

/** Pattern of an access key that is not encrypted. */
const PLAIN_KEY = /^[A-Z0-9]{10,40}$/;

/**
 * Reads the configuration file of hcloud (KooCLI), without a cache. hcloud encrypts the keys unless that is switched off.
 * Source: KooCLI user guide, `hcloud configure`; the vendor's Terraform provider, which reads the same file.
 */
export class HcloudFile {
  readonly #path: string;
  readonly shownPath = SHOWN_PATH;

  constructor(
    home: string,
    private readonly clock: Pick<Clock, 'sleep'>,
  ) {
    this.#path = path.join(home, '.hcloud', 'config.json');
  }

  /** Resolves with the profiles whose keys can be read. A file that is missing or invalid counts as absent. */
  async state(): Promise<HcloudState> {
    try {
      const file = await this.#read('');
      const profiles = profilesOf(file).filter((each) => keysOf(each) !== undefined);
      const plain = profiles.filter((each) => !isEncrypted(file, keysOf(each)));
      if (plain.length > 0) return { kind: 'readable', profiles: plain.flatMap(({ name }) => textOf(name) ?? []) };
      return profiles.length > 0 ? { kind: 'encrypted' } : { kind: 'absent' };
    } catch {
      return { kind: 'absent' };
    }
  }

  /**
   * Reads the credentials of a profile.
   *
   * @param name undefined = the profile that hcloud itself uses
   * @param connection name of the connection, for errors
   * @throws NotConnectedError `noFile`, `badFile` (its detail names what is missing), `encryptedFile`
   */
  async read(name: string | undefined, connection: string): Promise<Credentials> {
    const file = await this.#read(connection);
    const wanted = name ?? textOf(file['current']) ?? 'default';
    const profile = profilesOf(file).find((each) => textOf(each['name']) === wanted);
    const keys = profile && keysOf(profile);
    if (!profile || !keys) throw new NotConnectedError('badFile', connection, `${wanted} (${SHOWN_PATH})`);
    if (isEncrypted(file, keys)) throw new NotConnectedError('encryptedFile', connection, SHOWN_PATH);
    return {
      secret: { kind: 'keys', keys },
      projectId: valueOf(profile['projectId']),
      region: valueOf(profile['region']),
      iamEndpoint: undefined,
    };
  }

  async #read(connection: string): Promise<Fields> {
    const text = await readKeyFile({ path: this.#path, shownPath: SHOWN_PATH, connection }, this.clock);
    try {
      const file: unknown = JSON.parse(text);
      return fieldsOf(file);
    } catch {
      // The parser's message would quote the file, so it is not the cause.
      throw new NotConnectedError('badFile', connection, SHOWN_PATH);
    }
  }
}

function profilesOf(file: Fields): readonly Fields[] {
  const { profiles } = file;
  return Array.isArray(profiles) ? profiles.map(fieldsOf) : [];
}

/** Returns the keys of a profile, else the temporary keys that a browser sign-in stored there. */
function keysOf(profile: Fields): AccessKeys | undefined {
  const temporary = fieldsOf(fieldsOf(profile['ssoAuth'])['stsToken']);
  for (const [fields, token] of [
    [profile, profile['securityToken']],
    [temporary, temporary['securityToken'] ?? temporary['securitytoken']],
  ] as const) {
    const [accessKey, secretKey] = [valueOf(fields['accessKeyId']), valueOf(fields['secretAccessKey'])];
    if (accessKey !== undefined && secretKey !== undefined)
      return { accessKey, secretKey, securityToken: valueOf(token) };
  }
  return undefined;
}

/** Strips the quotes that hcloud stores when a value was set with them. */
function valueOf(value: unknown): string | undefined {
  return unquoted(textOf(value) ?? '') || undefined;
}

function isEncrypted({ authEncrypt }: Fields, keys: AccessKeys | undefined): boolean {
  return authEncrypt === true || authEncrypt === 'true' || !PLAIN_KEY.test(keys?.accessKey ?? '');
}
