/** What a person asks for: the body of the create-image request in our words. Source: API page CreateImage. */
export interface ImageRequest {
  /** Image name, 1–128 characters. */
  readonly name: string;
  /** SWR organization, 1–64 characters. */
  readonly namespace: string;
  /** 1–64 characters. The service allows none, but says nowhere what it does then: one is always sent. */
  readonly tag: string;
  /** Up to 512 characters; may be empty. */
  readonly description: string;
  /** `0` where the account has no workspaces. */
  readonly workspaceId: string;
}
