import type { SavePhase } from '../../../save/saveState';
import type { Saves } from '../../../save/saves';
import type { Disposable } from '../../../util/disposable';
import type { announceSave } from './announceSave';

/** The service has not accepted it, surely. */
const NOT_ACCEPTED: ReadonlySet<SavePhase> = new Set(['refused', 'notSent', 'notSaved']);

/**
 * Tells the end of each save, once, in one window of all. What was not accepted is told by the command that asked for it;
 * when that window is gone, it is told here.
 *
 * @param showImage selects an image in the view of images; never rejects
 */
export function announceSaves(
  saves: Saves,
  loadUi: () => Promise<{ readonly announceSave: typeof announceSave }>,
  showImage: (imageId: string) => Promise<void>,
): Disposable {
  return saves.onDidAnnounce((save) => {
    if (NOT_ACCEPTED.has(save.state.phase) && saves.hasCaller(save.id)) return;
    void loadUi().then((ui) => ui.announceSave(save, showImage));
  });
}
