import type { Saves } from '../../../save/saves';
import type { Clock } from '../../../util/clock';
import type { Disposable } from '../../../util/disposable';
import { lazy } from '../../../util/promises';
import type { announceSave } from './announceSave';
import type { SaveNotification } from './saveNotification';

/**
 * Announces the outcome of each save.
 *
 * @param showImage selects an image in the images view; never rejects
 */
export function announceSaves(
  saves: Pick<Saves, 'onDidAnnounce'>,
  loadUi: () => Promise<{ readonly announceSave: typeof announceSave }>,
  showImage: (imageId: string) => Promise<void>,
): Disposable {
  return saves.onDidAnnounce((save) => void loadUi().then((ui) => ui.announceSave(save, showImage)));
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
