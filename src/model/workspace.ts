/** A workspace, to which notebooks and images belong. Source: API page ListWorkspaces. */
export interface Workspace {
  /** `0` for the default workspace. */
  readonly id: string;
  readonly name: string;
}
