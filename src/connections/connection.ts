import type { Endpoints } from '../model/region';

/**
 * Credential sources that the setting `modelartsImages.connections` accepts; package.json, package.nls.json and
 * package.nls.zh-cn.json list and describe them. `credentialSources.ts` reads them. The row of the wizard is in
 * `ui/connections/sourceStep.ts`. The compiler then reports each `switch` to complete.
 */
export const CREDENTIAL_SOURCES = ['stored', 'environment', 'profileFile', 'hcloud'] as const;
export type CredentialSourceName = (typeof CREDENTIAL_SOURCES)[number];

/** Reserved name of the demo's connection. */
export const DEMO_CONNECTION = 'Demo';

/** Account, region and endpoints to connect to, without secrets. */
export interface Connection {
  /** Display name; unique among the connections. */
  readonly name: string;
  /** Region ID, e.g. `cn-north-4`; other clouds have other IDs. */
  readonly region: string;
  /** Undefined = the project of the credential source, or the first that IAM lists. */
  readonly projectId: string | undefined;
  /** Workspace for created images; `0` = the default workspace. */
  readonly workspaceId: string;
  readonly credentials: CredentialSourceName | 'demo';
  /** Section of the SDK profile file, or hcloud profile; undefined = the default of each. */
  readonly profile: string | undefined;
  readonly endpoints: Endpoints;
}
