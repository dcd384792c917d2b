/** What a person asks for: the body of the create-image request in our words. Source: API page CreateImage. */
export interface ImageRequest {
  /** Image name, 1–128 characters. */
  readonly name: string;
  /** SWR organization, 1–64 characters. */
  readonly namespace: string;
  /** Up to 64 characters. Empty = none is sent, and the service chooses one; no source says which. */
  readonly tag: string;
  /** Up to 512 characters. Empty = none is sent. */
  readonly description: string;
  /** `0` where the account has no workspaces. */
  readonly workspaceId: string;
}
