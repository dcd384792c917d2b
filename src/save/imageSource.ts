import type { AcceptedImage, Image } from '../model/image';
import type { ImageRequest } from '../model/imageRequest';
import type { NotebookDetails } from '../model/notebook';

/** What following needs of the service. */
export interface ImageReader {
  /** One image as it is at this moment. */
  getImage(imageId: string, signal: AbortSignal): Promise<Image>;
}

/** Which images to find; nothing said = all of the account's own. */
export interface FindQuery {
  readonly namespace?: string;
  /** The exact name. */
  readonly name?: string;
  readonly workspaceId?: string;
}

/** One page of images, and when the service said so. */
export interface FoundImages {
  readonly images: readonly Image[];
  /** The service's time (`Date` header), milliseconds since the epoch; undefined = not told. */
  readonly serverTime: number | undefined;
}

/** What it takes to find out about a save of which no image id is known. */
export interface ImageFinder extends ImageReader {
  /** The newest of the account's own images, up to 200, by one request. */
  findImages(query: FindQuery, signal: AbortSignal): Promise<FoundImages>;
  getNotebook(id: string, signal: AbortSignal): Promise<Pick<NotebookDetails, 'status' | 'image' | 'updatedAt'>>;
}

/** What saving needs of the service. */
export interface ImageSource extends ImageFinder {
  /**
   * Asks for the save, once.
   *
   * @throws NotSentError or NotConnectedError: nothing was sent; RefusedError: the service said no;
   * OutcomeUnknownError: it may have been accepted.
   */
  createImage(notebookId: string, request: ImageRequest, signal: AbortSignal): Promise<AcceptedImage>;
}

/** Asks for the client before every request: signing in anew reaches a save that is under way. */
export function freshSource(client: () => Promise<ImageSource>): ImageSource {
  return {
    getImage: async (imageId, signal) => (await client()).getImage(imageId, signal),
    findImages: async (query, signal) => (await client()).findImages(query, signal),
    getNotebook: async (id, signal) => (await client()).getNotebook(id, signal),
    createImage: async (notebookId, request, signal) => (await client()).createImage(notebookId, request, signal),
  };
}
