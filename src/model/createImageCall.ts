import type { ImageRequest } from './imageRequest';

/** Where the request that saves a notebook goes to; each element is one segment of the path. Source: API page CreateImage. */
export function createImagePath(projectId: string, notebookId: string): readonly string[] {
  return ['v1', projectId, 'notebooks', notebookId, 'create-image'];
}

/**
 * The body of the request that saves a notebook, without the optional fields that are empty. Source: API page CreateImage,
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
