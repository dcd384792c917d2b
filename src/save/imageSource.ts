import type { FoundImages, ImageQuery } from '../api/modelArtsClient';
import type { AcceptedImage, Image } from '../model/image';
import type { ImageRequest } from '../model/imageRequest';
import type { NotebookDetails } from '../model/notebook';

/** Reads a single image from the service. */
export interface ImageReader {
  /** Returns the current state of one image. */
  getImage(imageId: string, signal: AbortSignal): Promise<Image>;
}

/** The reads needed to find a save whose image id is unknown. */
export interface ImageFinder extends ImageReader {
  /** Returns the newest images the account owns, up to 200, with a single request. */
  findImages(query: ImageQuery, signal: AbortSignal): Promise<FoundImages>;
  getNotebook(id: string, signal: AbortSignal): Promise<Pick<NotebookDetails, 'status' | 'image' | 'updatedAt'>>;
}

/** The service calls needed to save and follow. */
export interface ImageSource extends ImageFinder {
  /**
   * Sends the create-image request once.
   *
   * @throws NotSentError or NotConnectedError: nothing was sent; RefusedError: the service refused;
   * OutcomeUnknownError: the request may have been accepted.
   */
  createImage(notebookId: string, request: ImageRequest, signal: AbortSignal): Promise<AcceptedImage>;
}

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
