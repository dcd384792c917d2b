import { isModelArtsError } from '../../model/errors';
import { imagePhase } from '../../model/image';
import { imageOf, isInProgress } from '../../save/saveState';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { stackOf } from '../../util/stackOf';
import { Poller } from '../polling/poller';
import type { ViewFocus } from '../polling/viewFocus';
import type { ImageList } from './imageList';

export interface BuildWatchOptions {
  readonly list: Pick<ImageList, 'state' | 'readAt' | 'isDeleting' | 'fetch' | 'onDidChange'>;
  readonly saves: Pick<Saves, 'list'>;
  readonly attention: ViewFocus;
  readonly clock: Clock;
  readonly log: Logger;
}

const POLL_EVERY_MS = 10_000;

/** More are not looked at at once; the others have their turn when these have settled. */
const MAX_CONCURRENT = 10;

/** Reads images that are being built again and again, while somebody looks. What a save tells of needs no look. */
export function watchBuilds(options: BuildWatchOptions): Disposable {
  const { list, attention, clock, log } = options;
  let dueAt = 0;
  const poller = new Poller({
    attention,
    clock,
    log,
    dueInMs: () => (building(options).length === 0 ? undefined : dueAt - clock.now()),
    poll: async () => {
      await Promise.all(building(options).map((id) => lookAgain(options, id)));
      dueAt = clock.now() + POLL_EVERY_MS;
    },
  });
  const listening = list.onDidChange(() => {
    // What was just read needs no second look at once.
    if (list.readAt + POLL_EVERY_MS > dueAt) dueAt = list.readAt + POLL_EVERY_MS;
    poller.reschedule();
  });
  return disposeAll([poller, listening]);
}

/** Ids of images that are being built and that nobody else follows. */
function building({ list, saves }: BuildWatchOptions): readonly string[] {
  const followed = new Set(
    saves.list.filter(({ state }) => isInProgress(state)).map(({ state }) => imageOf(state)?.id),
  );
  return list.state.images
    .filter((image) => imagePhase(image) === 'saving' && !followed.has(image.id) && !list.isDeleting(image.id))
    .slice(0, MAX_CONCURRENT)
    .map(({ id }) => id);
}

/** Trouble is for the log alone: nobody asked for this look. */
async function lookAgain({ list, log }: BuildWatchOptions, id: string): Promise<void> {
  try {
    await list.fetch(id);
  } catch (error) {
    if (isModelArtsError(error)) log.warn(`Image ${id} could not be read again: ${error.message}`);
    else if (!(error instanceof Error && error.name === 'AbortError'))
      log.error(`Image ${id} could not be read again: ${stackOf(error)}`);
  }
}
