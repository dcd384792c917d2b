import type { ImageRequest } from './imageRequest';

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
