import { isLoopback } from '../api/network/route';
import { type Endpoints, regionEndpoints } from '../model/region';
import { fieldsOf, textOf } from '../util/text';
import { type Connection, CREDENTIAL_SOURCES, type CredentialSourceName, DEMO_CONNECTION } from './connection';

/** An invalid entry of the setting and its first invalid field. */
export interface ConnectionProblem {
  /** Position in the setting, zero-based. */
  readonly index: number;
  /** Undefined = the entry has no name. */
  readonly name: string | undefined;
  /** Path of the field, e.g. `region`, `endpoints.modelarts`. */
  readonly field: string;
}

/** The valid entries of the setting, and the problems of the others. */
export interface ReadConnections {
  readonly connections: readonly Connection[];
  readonly problems: readonly ConnectionProblem[];
}

/** Pattern of a region ID, which becomes part of host names. */
export const REGION_ID = /^[a-z0-9-]{1,64}$/;

/** Parses the value of `modelartsImages.connections`. Never throws: users edit the setting by hand. */
export function readConnections(setting: unknown): ReadConnections {
  const connections = new Map<string, Connection>();
  const problems: ConnectionProblem[] = [];
  for (const [index, entry] of (Array.isArray(setting) ? setting : []).entries()) {
    const read = readConnection(entry);
    const name = textOf(fieldsOf(entry)['name']);
    if (typeof read === 'string') problems.push({ index, name, field: read });
    else if (connections.has(read.name)) problems.push({ index, name, field: 'name' });
    else connections.set(read.name, read);
  }
  return { connections: [...connections.values()], problems };
}

/** Returns the connection, or the path of the field that is missing or invalid. */
function readConnection(entry: unknown): Connection | string {
  const fields = fieldsOf(entry);
  const name = textOf(fields['name']);
  const region = textOf(fields['region']);
  const credentials = fields['credentials'];
  if (name === undefined || name === DEMO_CONNECTION) return 'name';
  if (region === undefined || !REGION_ID.test(region)) return 'region';
  if (!isCredentialSource(credentials)) return 'credentials';
  const endpoints = readEndpoints(region, fieldsOf(fields['endpoints']));
  if (typeof endpoints === 'string') return endpoints;
  return {
    name,
    region,
    projectId: textOf(fields['projectId']),
    workspaceId: textOf(fields['workspaceId']) ?? '0',
    credentials,
    profile: textOf(fields['profile']),
    endpoints,
  };
}

function readEndpoints(region: string, overrides: Readonly<Record<string, unknown>>): Endpoints | string {
  const defaults = regionEndpoints(region);
  const endpoints = { modelarts: defaults.modelarts, swr: defaults.swr, iam: defaults.iam };
  for (const service of ['modelarts', 'swr', 'iam'] as const) {
    const override = overrides[service];
    if (override === undefined || override === '') continue;
    const endpoint = typeof override === 'string' ? normalizeEndpoint(override) : undefined;
    if (endpoint === undefined) return `endpoints.${service}`;
    endpoints[service] = endpoint;
  }
  return { ...endpoints, registry: registryOf(endpoints.swr) ?? defaults.registry };
}

/** Returns the registry host: the host of SWR's API without `-api`. Undefined for a host outside this pattern. */
function registryOf(swr: string): string | undefined {
  const [, rest] = /^https:\/\/swr-api\.([^/]+)(?:\/v\d)?$/.exec(swr) ?? [];
  return rest === undefined ? undefined : `swr.${rest}`;
}

function isCredentialSource(value: unknown): value is CredentialSourceName {
  return CREDENTIAL_SOURCES.some((source) => source === value);
}

/**
 * Returns the URL without trailing slashes, or undefined for a URL that must not receive keys: any scheme but `https:` (`http:` is
 * allowed for loopback hosts), and URLs with a user, a query or a fragment, even an empty one.
 */
export function normalizeEndpoint(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url || url.username || url.password || /[?#]/.test(url.href)) return undefined;
  const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return isAllowed ? url.href.replace(/(?<!\/)\/+$/, '') : undefined;
}
