import { isModelArtsError } from '../model/errors';
import type { ImageFinder } from './imageSource';

/**
 * Whether a notebook is being saved at this moment. Undefined where the service says no: the notebook is gone, or must not
 * be read.
 *
 * @throws what keeps it from looking
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
