/** An IAM project, which owns the resources of a region. Source: IAM API reference, Querying Project Information. */
export interface Project {
  readonly id: string;
  /** The region ID, e.g. `cn-north-4`. A user-created project adds a suffix, e.g. `cn-north-4_team`. */
  readonly name: string;
}
