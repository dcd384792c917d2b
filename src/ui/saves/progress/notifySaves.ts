import type { SavePhase } from '../../../save/saveState';
import type { Saves } from '../../../save/saves';
import type { Clock } from '../../../util/clock';
import type { Disposable } from '../../../util/disposable';
import { lazy } from '../../../util/lazy';
import type { announceSave } from './announceSave';
import type { SaveNotification } from './saveNotification';

/** Outcomes in which the service did not accept the save. */
const NOT_ACCEPTED: ReadonlySet<SavePhase> = new Set(['refused', 'notSent', 'notSaved']);

/**
 * Announces the outcome of each save once, in one of all windows. A save that was not accepted is reported by the
 * command that requested it, or here if that window is gone.
 *
 * @param showImage selects an image in the images view; never rejects
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

/** Shows the progress of all saves. The notification code is loaded with the first save. */
export function showSaveProgress(
  saves: Saves,
  clock: Clock,
  loadUi: () => Promise<{ readonly SaveNotification: typeof SaveNotification }>,
): Disposable {
  const notification = lazy(async () => new (await loadUi()).SaveNotification(saves, clock));
  return saves.onDidChange((save) => void notification().then((shown) => shown.update(save)));
}
