/** An address that an SSH client connects to. */
export interface SshEndpoint {
  /** Lowercase, without brackets. */
  readonly host: string;
  readonly port: number;
  /** Undefined leaves the choice to the client. */
  readonly user: string | undefined;
}

/** A destination of an SSH client, before the client's configuration is applied. */
export interface SshTarget {
  /** An alias, a host name or an IP address. Never begins with a hyphen and contains no control character. */
  readonly host: string;
  readonly port: number | undefined;
  readonly user: string | undefined;
}

const DEFAULT_PORT = 22;
/** Longer than any host name (255) and any alias a user would type. */
const MAX_NAME_LENGTH = 1000;

/** Parses an SSH URI from the service, e.g. `ssh://ma-user@dev-modelarts.example.com:31205`; undefined if invalid. */
export function readSshUri(uri: string | undefined): SshEndpoint | undefined {
  const [, user, bracketed, plain, port] =
    /^(?:ssh:\/\/)?(?:([^@/\s]+)@)?(?:\[([^\]\s]+)\]|([^:@/\s]+))(?::(\d{1,5}))?\/?$/i.exec(uri?.trim() ?? '') ?? [];
  const host = bracketed ?? plain;
  return host === undefined ? undefined : { host: host.toLowerCase(), port: parsePort(port) ?? DEFAULT_PORT, user };
}

/**
 * Parses the authority of a Remote-SSH window in the forms editors use: `user@host:port`, in which `\x41` or `%41` may
 * stand for a character, or hex-encoded JSON `{"hostName", "user", "port"}`. Returns the possible interpretations, the
 * most literal first, because an alias may also end in a colon and digits. Returns an empty list if the authority names
 * no host.
 */
export function readRemoteAuthority(authority: string | undefined): readonly SshTarget[] {
  const [, encoded] = /^ssh-remote\+(.+)$/.exec(authority ?? '') ?? [];
  if (encoded === undefined) return [];
  const json = /^(?:[0-9a-f]{2})+$/i.test(encoded) ? decodeHex(encoded) : undefined;
  const targets = json?.startsWith('{') ? readJson(json) : readPlain(decodeEscapes(encoded));
  return targets.filter(isUsable);
}

/** Parses the output of `ssh -G`: one keyword and value per line. Returns undefined if it names no host. */
export function readSshSettings(output: string): SshEndpoint | undefined {
  const settings = new Map(
    output.split(/\r?\n/).map((line) => {
      const space = line.indexOf(' ');
      return [line.slice(0, space), line.slice(space + 1).trim()] as const;
    }),
  );
  const host = settings.get('hostname')?.toLowerCase();
  if (!host) return undefined;
  return { host, port: parsePort(settings.get('port')) ?? DEFAULT_PORT, user: settings.get('user') };
}

/** Converts a target that needs no SSH configuration. */
export function endpointOf({ host, port, user }: SshTarget): SshEndpoint {
  return { host: host.toLowerCase(), port: port ?? DEFAULT_PORT, user };
}

/** True if both connect to the same host and port. The user is ignored. */
export function isSameEndpoint(one: SshEndpoint | undefined, other: SshEndpoint | undefined): boolean {
  return one !== undefined && other !== undefined && one.host === other.host && one.port === other.port;
}

/** Parses a decimal port number; undefined if invalid. */
export function parsePort(text: string | undefined): number | undefined {
  const port = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** Parses `user@host:port`, in which user and port are optional. */
function readPlain(text: string): readonly SshTarget[] {
  const address = text.replace(/^ssh:\/\//i, '').replace(/\/$/, '');
  const at = address.lastIndexOf('@');
  const user = at > 0 ? address.slice(0, at) : undefined;
  const hostAndPort = address.slice(at + 1);
  const [, bracketed, bracketedPort] = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(hostAndPort) ?? [];
  if (bracketed !== undefined) return [{ host: bracketed, port: parsePort(bracketedPort), user }];
  const alias = { host: hostAndPort, port: undefined, user };
  const colon = hostAndPort.lastIndexOf(':');
  const port = parsePort(hostAndPort.slice(colon + 1));
  if (colon < 1 || port === undefined || isIpv6(hostAndPort)) return [alias];
  return [alias, { host: hostAndPort.slice(0, colon), port, user }];
}

/** True for text that can only be an IPv6 address: hexadecimal digits with at least two colons. */
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
    return [{ host, user, port: 'port' in value ? parsePort(String(value.port)) : undefined }];
  } catch {
    return [];
  }
}

/** False for names that a client would parse as an option, and for control characters. */
function isUsable({ host, user = '' }: SshTarget): boolean {
  return [host, user].every((name) => name.length <= MAX_NAME_LENGTH && !/^-|\p{Cc}/u.test(name)) && host !== '';
}

function decodeHex(hex: string): string {
  const bytes = Uint8Array.from(hex.matchAll(/../g), ([pair]) => Number.parseInt(pair, 16));
  return new TextDecoder().decode(bytes);
}

/** Decodes `\x41`, which Open Remote - SSH and similar extensions write for uppercase letters, and percent-encoding. */
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
