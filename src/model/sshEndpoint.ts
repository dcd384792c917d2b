/** Where an SSH client connects to. */
export interface SshEndpoint {
  /** Lower case, without brackets. */
  readonly host: string;
  readonly port: number;
  /** Undefined = the client's own choice. */
  readonly user: string | undefined;
}

/** What an SSH client is asked to connect to, before its configuration is applied. */
export interface SshTarget {
  /** An alias, a host name or an IP address. Never begins with a hyphen; holds no control character. */
  readonly host: string;
  readonly port: number | undefined;
  readonly user: string | undefined;
}

const DEFAULT_PORT = 22;
/** Longer than any host name (255) and any alias a person would type. */
const MAX_NAME_LENGTH = 1000;

/** Reads an address as the service gives it, e.g. `ssh://ma-user@dev-modelarts.example.com:31205`; undefined where it is none. */
export function readSshUri(uri: string | undefined): SshEndpoint | undefined {
  const [, user, bracketed, plain, port] =
    /^(?:ssh:\/\/)?(?:([^@/\s]+)@)?(?:\[([^\]\s]+)\]|([^:@/\s]+))(?::(\d{1,5}))?\/?$/i.exec(uri?.trim() ?? '') ?? [];
  const host = bracketed ?? plain;
  return host === undefined ? undefined : { host: host.toLowerCase(), port: portOf(port) ?? DEFAULT_PORT, user };
}

/**
 * Reads the authority of a Remote-SSH window in the forms that editors use: `user@host:port`, in which `\x41` or `%41` may stand
 * for a character, or hex-encoded JSON `{"hostName", "user", "port"}`. Returns the possible meanings, the most literal first,
 * because an alias may end in a colon and digits too; empty where the authority names no host.
 */
export function readRemoteAuthority(authority: string | undefined): readonly SshTarget[] {
  const [, encoded] = /^ssh-remote\+(.+)$/.exec(authority ?? '') ?? [];
  if (encoded === undefined) return [];
  const json = /^(?:[0-9a-f]{2})+$/i.test(encoded) ? decodeHex(encoded) : undefined;
  const targets = json?.startsWith('{') ? readJson(json) : readPlain(decodeEscapes(encoded));
  return targets.filter(isUsable);
}

/** Reads what `ssh -G` prints: one keyword and its value on each line. Undefined where it names no host. */
export function readSshSettings(output: string): SshEndpoint | undefined {
  const settings = new Map(
    output.split(/\r?\n/).map((line) => {
      const space = line.indexOf(' ');
      return [line.slice(0, space), line.slice(space + 1).trim()] as const;
    }),
  );
  const host = settings.get('hostname')?.toLowerCase();
  if (!host) return undefined;
  return { host, port: portOf(settings.get('port')) ?? DEFAULT_PORT, user: settings.get('user') };
}

/** The endpoint of a target whose name needs no configuration. */
export function endpointOf({ host, port, user }: SshTarget): SshEndpoint {
  return { host: host.toLowerCase(), port: port ?? DEFAULT_PORT, user };
}

/** True when both lead to the same place; who logs in there does not matter. */
export function isSameEndpoint(one: SshEndpoint | undefined, other: SshEndpoint | undefined): boolean {
  return one !== undefined && other !== undefined && one.host === other.host && one.port === other.port;
}

/** A port by its digits; undefined for what is none. */
export function portOf(text: string | undefined): number | undefined {
  const port = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** Reads `user@host:port`, of which user and port may be missing. */
function readPlain(text: string): readonly SshTarget[] {
  const address = text.replace(/^ssh:\/\//i, '').replace(/\/$/, '');
  const at = address.lastIndexOf('@');
  const user = at > 0 ? address.slice(0, at) : undefined;
  const place = address.slice(at + 1);
  const [, bracketed, bracketedPort] = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(place) ?? [];
  if (bracketed !== undefined) return [{ host: bracketed, port: portOf(bracketedPort), user }];
  const whole = { host: place, port: undefined, user };
  const colon = place.lastIndexOf(':');
  const port = portOf(place.slice(colon + 1));
  if (colon < 1 || port === undefined || isIpv6(place)) return [whole];
  return [whole, { host: place.slice(0, colon), port, user }];
}

/** True for what only an IPv6 address looks like: at least two colons, between hexadecimal digits. */
function isIpv6(text: string): boolean {
  return /^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*(?:%.*)?$/i.test(text);
}

function readJson(json: string): readonly SshTarget[] {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || !('hostName' in value)) return [];
    const { hostName: host } = value;
    if (typeof host !== 'string') return [];
    const user = 'user' in value && typeof value.user === 'string' && value.user !== '' ? value.user : undefined;
    return [{ host, user, port: 'port' in value ? portOf(String(value.port)) : undefined }];
  } catch {
    return [];
  }
}

/** A client takes what begins with a hyphen for an option, and no process takes a NUL character. */
function isUsable({ host, user = '' }: SshTarget): boolean {
  return [host, user].every((name) => name.length <= MAX_NAME_LENGTH && !/^-|\p{Cc}/u.test(name)) && host !== '';
}

function decodeHex(hex: string): string {
  const bytes = Uint8Array.from(hex.matchAll(/../g), ([pair]) => Number.parseInt(pair, 16));
  return new TextDecoder().decode(bytes);
}

/** Open Remote - SSH and its relatives write capital letters as `\x41`; an authority may be percent-encoded too. */
function decodeEscapes(text: string): string {
  const plain = text.replace(/\\x([0-9a-f]{2})/gi, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
