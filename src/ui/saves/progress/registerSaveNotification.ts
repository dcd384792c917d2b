import type { Saves } from '../../../save/saves';
import type { Clock } from '../../../util/clock';
import type { Disposable } from '../../../util/disposable';
import { lazy } from '../../../util/promises';
import type { SaveNotification } from './saveNotification';

/** Shows the progress of all saves. The notification code is loaded with the first save. */
export function registerSaveNotification(
  saves: Saves,
  clock: Clock,
  loadUi: () => Promise<{ readonly SaveNotification: typeof SaveNotification }>,
): Disposable {
  const notification = lazy(async () => new (await loadUi()).SaveNotification(saves, clock));
  return saves.onDidChange((save) => void notification().then((shown) => shown.update(save)));
}
