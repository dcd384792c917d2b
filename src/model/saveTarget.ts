import type { ImageRequest } from './imageRequest';

/** A save as it would be asked for: which notebook, where, and into which image. Nothing of it is a secret. */
export interface SaveTarget {
  /** Origin of ModelArts, optionally with a path, without a slash at the end. */
  readonly endpoint: string;
  /** Region id, e.g. `cn-north-4`. */
  readonly region: string;
  readonly projectId: string;
  readonly notebookId: string;
  readonly request: ImageRequest;
}
