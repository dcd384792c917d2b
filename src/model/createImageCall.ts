import type { ImageRequest } from './imageRequest';

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
