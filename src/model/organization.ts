/** What the account may do in an organization; `unknown` where SWR names a right this version does not know. */
export type OrganizationAccess = 'manage' | 'edit' | 'read' | 'unknown';

/** An organization of SWR: the first part of an image's path. Source: SWR API reference, Querying Organizations. */
export interface Organization {
  readonly name: string;
  readonly access: OrganizationAccess;
}
