import { isModelArtsError } from '../../model/errors';
import { imagePhase } from '../../model/image';
import { POLL_INTERVALS } from '../../model/pollIntervals';
import { imageOf, isInProgress } from '../../save/saveState';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { stackOf } from '../../util/nodeErrors';
import { Poller } from '../polling/poller';
import type { ViewFocus } from '../polling/viewFocus';
import type { ImageList } from './imageList';

/** Dependencies of {@link watchBuilds}. */
export interface BuildWatchOptions {
  readonly list: Pick<ImageList, 'state' | 'readAt' | 'isDeleting' | 'fetch' | 'onDidChange'>;
  readonly saves: Pick<Saves, 'list'>;
  readonly viewFocus: ViewFocus;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The number of images polled per interval. Further images are polled once these have settled. */
const MAX_POLLED = 10;

/**
 * Polls images that are being built while the view is visible in a focused window. Skips images that a save already
 * follows.
 */
export function watchBuilds(options: BuildWatchOptions): Disposable {
  const { list, viewFocus, clock, log } = options;
  let dueAt = 0;
  const poller = new Poller({
    viewFocus,
    clock,
    log,
    dueInMs: () => (buildingIds(options).length === 0 ? undefined : dueAt - clock.now()),
    poll: async () => {
      await Promise.all(buildingIds(options).map((id) => reload(options, id)));
      dueAt = clock.now() + POLL_INTERVALS.build;
    },
  });
  const subscription = list.onDidChange(() => {
    // A reload of the list also updates these images, so it delays the next poll.
    if (list.readAt + POLL_INTERVALS.build > dueAt) dueAt = list.readAt + POLL_INTERVALS.build;
    poller.reschedule();
  });
  return disposeAll([poller, subscription]);
}

/** Returns the IDs of images that are being built and that no save follows. */
function buildingIds({ list, saves }: BuildWatchOptions): readonly string[] {
  const followed = new Set(
    saves.list.filter(({ state }) => isInProgress(state)).map(({ state }) => imageOf(state)?.id),
  );
  return list.state.images
    .filter((image) => imagePhase(image) === 'saving' && !followed.has(image.id) && !list.isDeleting(image.id))
    .slice(0, MAX_POLLED)
    .map(({ id }) => id);
}

/** Reloads one image. A failure is only logged, because the user did not request the reload. */
async function reload({ list, log }: BuildWatchOptions, id: string): Promise<void> {
  try {
    await list.fetch(id);
  } catch (error) {
    if (isModelArtsError(error)) log.warn(`Could not reload image ${id}: ${error.message}`);
    else if (!(error instanceof Error && error.name === 'AbortError'))
      log.error(`Could not reload image ${id}: ${stackOf(error)}`);
  }
}
