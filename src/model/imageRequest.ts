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

/** Returns the path segments of the create-image request. Source: API page CreateImage. */
export function createImagePath(projectId: string, notebookId: string): readonly string[] {
  return ['v1', projectId, 'notebooks', notebookId, 'create-image'];
}

/**
 * Returns the body of the create-image request. Empty optional fields are omitted. Source: API page CreateImage,
 * request parameters.
 */
export function createImageBody(request: ImageRequest): Readonly<Record<string, string>> {
  return {
    name: request.name,
    namespace: request.namespace,
    ...(request.tag === '' ? {} : { tag: request.tag }),
    ...(request.description === '' ? {} : { description: request.description }),
    workspace_id: request.workspaceId,
  };
}

/** Everything that identifies a save: the notebook, the endpoint and the image. Contains no secret. */
export interface SaveTarget {
  /** Endpoint of ModelArts: origin, optionally with a path, without a trailing slash. */
  readonly endpoint: string;
  /** Region ID, e.g. `cn-north-4`. */
  readonly region: string;
  readonly projectId: string;
  readonly notebookId: string;
  readonly request: ImageRequest;
}
