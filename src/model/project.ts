/** A project of IAM: what a region's resources belong to. Source: IAM API reference, Querying Project Information. */
export interface Project {
  readonly id: string;
  /** The region's id, e.g. `cn-north-4`; a project made by a person adds to it, e.g. `cn-north-4_team`. */
  readonly name: string;
}
