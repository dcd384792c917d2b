/** The account's permission in an organization; `unknown` if SWR reports an undocumented one. */
export type OrganizationAccess = 'manage' | 'edit' | 'read' | 'unknown';

/** An SWR organization, the first part of an image's path. Source: SWR API reference, Querying Organizations. */
export interface Organization {
  readonly name: string;
  readonly access: OrganizationAccess;
}
