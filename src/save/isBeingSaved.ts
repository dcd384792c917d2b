import { isModelArtsError } from '../model/errors';
import type { ImageFinder } from './imageSource';

/**
 * Returns whether the service reports the notebook as SNAPSHOTTING. Returns undefined when the service refuses: the
 * notebook does not exist or must not be read.
 *
 * @throws any other error of the request
 */
export async function isBeingSaved(
  service: Pick<ImageFinder, 'getNotebook'>,
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
