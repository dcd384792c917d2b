/** A workspace of the account: notebooks and images belong to one. Source: API page ListWorkspaces. */
export interface Workspace {
  /** `0` = the default one. */
  readonly id: string;
  readonly name: string;
}
