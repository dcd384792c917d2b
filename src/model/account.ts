/** An IAM project, which owns the resources of a region. Source: IAM API reference, Querying Project Information. */
export interface Project {
  readonly id: string;
  /** The region ID, e.g. `cn-north-4`. A user-created project adds a suffix, e.g. `cn-north-4_team`. */
  readonly name: string;
}

/** A workspace, to which notebooks and images belong. Source: API page ListWorkspaces. */
export interface Workspace {
  /** `0` for the default workspace. */
  readonly id: string;
  readonly name: string;
}

/** The account's permission in an organization; `unknown` if SWR reports an undocumented one. */
export type OrganizationAccess = 'manage' | 'edit' | 'read' | 'unknown';

/** An SWR organization, the first part of an image's path. Source: SWR API reference, Querying Organizations. */
export interface Organization {
  readonly name: string;
  readonly access: OrganizationAccess;
}
