import { type Endpoints, regionEndpoints } from '../model/region';
import { type Connection, CREDENTIAL_SOURCES, type CredentialSourceName, DEMO_CONNECTION } from './connection';
import { allowedEndpoint } from './endpoint';
import { fieldsOf, textOf } from './fields';

/** An entry of the setting that cannot be used, and which of its fields is to blame. */
export interface ConnectionProblem {
  /** Position in the setting, from 0. */
  readonly index: number;
  /** Its name, where it has one. */
  readonly name: string | undefined;
  /** E.g. `region`, `endpoints.modelarts`. */
  readonly field: string;
}

export interface ReadConnections {
  readonly connections: readonly Connection[];
  readonly problems: readonly ConnectionProblem[];
}

/** What a region id may look like; it becomes part of host names. */
export const REGION_ID = /^[a-z0-9-]{1,64}$/;

/** Reads `modelartsImages.connections`, whatever a person wrote there: entries that make sense, and what is wrong with the rest. */
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

/** The connection, or the name of the field that is missing or wrong. */
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

function readEndpoints(region: string, own: Readonly<Record<string, unknown>>): Endpoints | string {
  const known = regionEndpoints(region);
  const endpoints = { modelarts: known.modelarts, swr: known.swr, iam: known.iam };
  for (const service of ['modelarts', 'swr', 'iam'] as const) {
    const written = own[service];
    if (written === undefined || written === '') continue;
    const allowed = typeof written === 'string' ? allowedEndpoint(written) : undefined;
    if (allowed === undefined) return `endpoints.${service}`;
    endpoints[service] = allowed;
  }
  return { ...endpoints, registry: registryOf(endpoints.swr) ?? known.registry };
}

/** SWR's own host is the registry's with `-api` in its first word; undefined for an address that is not of this pattern. */
function registryOf(swr: string): string | undefined {
  const [, rest] = /^https:\/\/swr-api\.([^/]+)(?:\/v\d)?$/.exec(swr) ?? [];
  return rest === undefined ? undefined : `swr.${rest}`;
}

function isCredentialSource(value: unknown): value is CredentialSourceName {
  return CREDENTIAL_SOURCES.some((source) => source === value);
}
