import type { Connection, CredentialSourceName } from '../../connections/connection';
import type { Secret } from '../../connections/credentials';
import type { OwnEndpoints, Place } from '../../connections/place';
import type { Found, ProjectSearch } from '../../connections/tryConnection';
import { regionEndpoints } from '../../model/region';

/** How the person said where to connect to. */
export type PlaceKind = 'region' | 'domain' | 'own';

/** Where the credentials come from, as a person chooses: what is stored is of three kinds. */
export type SourceChoice =
  | { readonly kind: 'keys' | 'temporaryKeys' | 'login' | 'environment' }
  | { readonly kind: 'profileFile' | 'hcloud'; readonly profile: string | undefined };

/** What a person has said of a connection so far, and what was found. Lives as long as the boxes do. */
export interface Draft {
  readonly placeKind: PlaceKind;
  readonly region: string;
  /** Own addresses; undefined = the region's. */
  readonly endpoints: OwnEndpoints | undefined;
  readonly source: SourceChoice;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken: string;
  readonly domain: string;
  readonly user: string;
  readonly password: string;
  readonly search: ProjectSearch | undefined;
  readonly projectId: string | undefined;
  readonly found: Found | undefined;
  readonly workspaceId: string;
  readonly name: string;
}

export const EMPTY_DRAFT: Draft = {
  placeKind: 'region',
  region: '',
  endpoints: undefined,
  source: { kind: 'keys' },
  accessKey: '',
  secretKey: '',
  securityToken: '',
  domain: '',
  user: '',
  password: '',
  search: undefined,
  projectId: undefined,
  found: undefined,
  workspaceId: '0',
  name: '',
};

/** A draft that leads elsewhere: what was found elsewhere counts no more. */
export function withPlace(draft: Draft, placeKind: PlaceKind, { region, endpoints }: Place): Draft {
  return { ...draft, placeKind, region, endpoints, search: undefined, projectId: undefined, found: undefined };
}

/** What was typed; undefined where the credentials come from elsewhere. */
export function secretOf(draft: Draft): Secret | undefined {
  const { accessKey, secretKey, securityToken, domain, user, password } = draft;
  switch (draft.source.kind) {
    case 'keys':
      return { kind: 'keys', keys: { accessKey, secretKey, securityToken: undefined } };
    case 'temporaryKeys':
      return { kind: 'keys', keys: { accessKey, secretKey, securityToken } };
    case 'login':
      return { kind: 'login', login: { domain, user, password } };
    case 'environment':
    case 'profileFile':
    case 'hcloud':
      return undefined;
  }
}

export function sourceName({ source }: Draft): CredentialSourceName {
  switch (source.kind) {
    case 'keys':
    case 'temporaryKeys':
    case 'login':
      return 'stored';
    case 'environment':
    case 'profileFile':
    case 'hcloud':
      return source.kind;
  }
}

/** The connection as it would be, to try it. */
export function connectionOf(draft: Draft): Connection {
  const { region, endpoints, projectId, workspaceId, name, source } = draft;
  return {
    name,
    region,
    projectId,
    workspaceId,
    credentials: sourceName(draft),
    profile: 'profile' in source ? source.profile : undefined,
    endpoints: { ...regionEndpoints(region), ...endpoints },
  };
}

/** The connection as it is written into the settings: nothing that goes without saying, and never a secret. */
export function entryOf(draft: Draft): Readonly<Record<string, unknown>> {
  const { name, region, endpoints, projectId, workspaceId, search, credentials, profile } = {
    ...draft,
    ...connectionOf(draft),
    endpoints: draft.endpoints,
  };
  return {
    name,
    region,
    // What the source says of the project is read there, so that it may change there.
    ...(projectId !== undefined && search?.kind !== 'named' ? { projectId } : {}),
    ...(workspaceId === '0' ? {} : { workspaceId }),
    credentials,
    ...(profile === undefined ? {} : { profile }),
    ...(endpoints === undefined ? {} : { endpoints }),
  };
}
