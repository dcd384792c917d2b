import type { Connection, CredentialSourceName } from '../../connections/connection';
import type { Secret } from '../../connections/credentials';
import type { CustomEndpoints, Place } from '../../connections/place';
import type { ProjectContents, ProjectSearch } from '../../connections/tryConnection';
import { regionEndpoints } from '../../model/region';

/** How the user specifies the cloud: a public region, a domain, or custom endpoints. */
export type PlaceKind = 'region' | 'domain' | 'custom';

/** Credential source as the user chooses it. The first three kinds are all stored secrets. */
export type SourceChoice =
  | { readonly kind: 'keys' | 'temporaryKeys' | 'login' | 'environment' }
  | { readonly kind: 'profileFile' | 'hcloud'; readonly profile: string | undefined };

/** Input of the connection wizard so far, and the results of its checks. Exists only while the wizard is open. */
export interface Draft {
  readonly placeKind: PlaceKind;
  readonly region: string;
  /** Undefined = the endpoints of the region. */
  readonly endpoints: CustomEndpoints | undefined;
  readonly source: SourceChoice;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken: string;
  readonly domain: string;
  readonly user: string;
  readonly password: string;
  /** Undefined = the project search has not run, or was skipped. */
  readonly search: ProjectSearch | undefined;
  readonly projectId: string | undefined;
  /** Undefined = the project has not been checked, or the check was skipped. */
  readonly contents: ProjectContents | undefined;
  readonly workspaceId: string;
  readonly name: string;
}

/** Draft of a wizard that has just opened. */
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
  contents: undefined,
  workspaceId: '0',
  name: '',
};

/** Returns the draft with another place, without the check results of the previous one. */
export function withPlace(draft: Draft, placeKind: PlaceKind, { region, endpoints }: Place): Draft {
  return { ...draft, placeKind, region, endpoints, search: undefined, projectId: undefined, contents: undefined };
}

/** Returns the typed secret; undefined for credentials that are not stored. */
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

/** Returns the value of `credentials` in the settings. */
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

/** Returns the connection that the draft describes, for the checks. */
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

/** Returns the connection's entry for the settings: without default values, and never with a secret. */
export function entryOf(draft: Draft): Readonly<Record<string, unknown>> {
  const { name, region, endpoints, projectId, workspaceId, search, credentials, profile } = {
    ...draft,
    ...connectionOf(draft),
    endpoints: draft.endpoints,
  };
  return {
    name,
    region,
    // A project that the source names is read from there each time, because it may change there.
    ...(projectId !== undefined && search?.kind !== 'named' ? { projectId } : {}),
    ...(workspaceId === '0' ? {} : { workspaceId }),
    credentials,
    ...(profile === undefined ? {} : { profile }),
    ...(endpoints === undefined ? {} : { endpoints }),
  };
}
