/** The parameters of a save. Source: API page CreateImage, request parameters. */
export interface ImageRequest {
  /** Image name, 1–128 characters. */
  readonly name: string;
  /** SWR organization, 1–64 characters. */
  readonly namespace: string;
  /** Up to 64 characters. If empty, none is sent and the service chooses one by undocumented rules. */
  readonly tag: string;
  /** Up to 512 characters. If empty, none is sent. */
  readonly description: string;
  /** `0` if the account does not use workspaces. */
  readonly workspaceId: string;
}
