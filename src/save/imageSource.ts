import type { Image } from '../model/image';
import type { ImageRequest } from '../model/imageRequest';

/** What following needs of the service. */
export interface ImageReader {
  /** One image as it is at this moment. */
  getImage(imageId: string, signal: AbortSignal): Promise<Image>;
}

/** What saving needs of the service. */
export interface ImageSource extends ImageReader {
  /**
   * Asks for the save, once.
   *
   * @throws NotSentError or NotConnectedError: nothing was sent; RefusedError: the service said no;
   * OutcomeUnknownError: it may have been accepted.
   */
  createImage(notebookId: string, request: ImageRequest, signal: AbortSignal): Promise<Image>;
}

/** Asks for the client before every request: signing in anew reaches a save that is under way. */
export function freshSource(client: () => Promise<ImageSource>): ImageSource {
  return {
    getImage: async (imageId, signal) => (await client()).getImage(imageId, signal),
    createImage: async (notebookId, request, signal) => (await client()).createImage(notebookId, request, signal),
  };
}
