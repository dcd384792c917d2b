import type { ModelArtsClient } from '../api/modelArtsClient';
import { isModelArtsError } from '../model/errors';

/** Reads a single image. */
export type ImageReader = Pick<ModelArtsClient, 'getImage'>;

/** The reads needed to find a save whose image ID is unknown. */
export type ImageFinder = Pick<ModelArtsClient, 'getImage' | 'findImages' | 'getNotebook'>;

/** The service calls needed to save and follow. */
export type ImageSource = Pick<ModelArtsClient, 'getImage' | 'findImages' | 'getNotebook' | 'createImage'>;

/**
 * Returns a source that gets its client before every request, so that renewed credentials also apply to a save in
 * progress.
 */
export function freshSource(getClient: () => Promise<ImageSource>): ImageSource {
  return {
    getImage: async (imageId, signal) => (await getClient()).getImage(imageId, signal),
    findImages: async (query, signal) => (await getClient()).findImages(query, signal),
    getNotebook: async (id, signal) => (await getClient()).getNotebook(id, signal),
    createImage: async (notebookId, request, signal) => (await getClient()).createImage(notebookId, request, signal),
  };
}

/**
 * Returns whether the service reports the notebook as SNAPSHOTTING. Returns undefined when the service refuses: the
 * notebook does not exist or the account may not read it.
 *
 * @throws any other error of the request
 */
export async function isBeingSaved(
  service: Pick<ModelArtsClient, 'getNotebook'>,
  notebookId: string,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  try {
    const { status } = await service.getNotebook(notebookId, signal);
    return status === 'SNAPSHOTTING';
  } catch (error) {
    if (isModelArtsError(error) && error.kind === 'refused' && [400, 403, 404].includes(error.status)) return undefined;
    throw error;
  }
}
