import type { Endpoints } from '../model/region';

/** Where a connection's credentials come from. Source: the setting `modelartsImages.connections`. */
export const CREDENTIAL_SOURCES = ['stored', 'environment', 'profileFile', 'hcloud'] as const;
export type CredentialSourceName = (typeof CREDENTIAL_SOURCES)[number];

/** Name of the demo's connection, which no other one can have. */
export const DEMO_CONNECTION = 'Demo';

/** Whom to ask and as whom: everything of a connection but its secrets. */
export interface Connection {
  /** What people call it; unique among the connections. */
  readonly name: string;
  /** Region id, e.g. `cn-north-4`; free text for a cloud of another name. */
  readonly region: string;
  /** Undefined = as the credentials' source says. */
  readonly projectId: string | undefined;
  /** Workspace of the images it creates; `0` where the account has none. */
  readonly workspaceId: string;
  readonly credentials: CredentialSourceName | 'demo';
  /** Section of the profile file, or profile of hcloud. */
  readonly profile: string | undefined;
  readonly endpoints: Endpoints;
}
