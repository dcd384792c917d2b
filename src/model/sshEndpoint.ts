/** Where an SSH client connects to. */
export interface SshEndpoint {
  /** Lower case, without brackets. */
  readonly host: string;
  readonly port: number;
  /** Undefined = the client's own choice. */
  readonly user: string | undefined;
}

const USUAL_PORT = 22;

/** Reads an address as the service gives it, e.g. `ssh://ma-user@dev-modelarts.example.com:31205`; undefined where it is none. */
export function readSshUri(uri: string | undefined): SshEndpoint | undefined {
  const [, user, bracketed, plain, port] =
    /^(?:ssh:\/\/)?(?:([^@/\s]+)@)?(?:\[([^\]\s]+)\]|([^:@/\s]+))(?::(\d{1,5}))?\/?$/i.exec(uri?.trim() ?? '') ?? [];
  const host = bracketed ?? plain;
  return host === undefined ? undefined : { host: host.toLowerCase(), port: portOf(port) ?? USUAL_PORT, user };
}

/**
 * The host a Remote-SSH window is connected to, from the part of its authority after `ssh-remote+`: an alias or an address, as
 * it is or as hex-encoded JSON. Undefined where it makes no sense.
 */
export function readRemoteAuthority(authority: string | undefined): string | undefined {
  const [, target] = /^ssh-remote\+(.+)$/.exec(authority ?? '') ?? [];
  if (target === undefined) return undefined;
  const json = /^(?:[0-9a-f]{2})+$/i.test(target) ? decodeHex(target) : undefined;
  if (json?.startsWith('{')) return hostNameOf(json);
  return decoded(target);
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

function hostNameOf(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || !('hostName' in value)) return undefined;
    return typeof value.hostName === 'string' && value.hostName !== '' ? value.hostName : undefined;
  } catch {
    return undefined;
  }
}

function decodeHex(hex: string): string {
  const bytes = Uint8Array.from(hex.matchAll(/../g), ([pair]) => Number.parseInt(pair, 16));
  return new TextDecoder().decode(bytes);
}

/** An authority is part of an address, so what it names may be encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
