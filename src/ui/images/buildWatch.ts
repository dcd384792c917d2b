import { isModelArtsError } from '../../model/errors';
import { imagePhase } from '../../model/image';
import type { Saves } from '../../save/saves';
import { imageOf, isUnderWay } from '../../save/saveState';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { stackOf } from '../../util/stackOf';
import type { Attention } from '../polling/attention';
import { Poller } from '../polling/poller';
import type { ImageList } from './imageList';

export interface BuildWatchOptions {
  readonly list: Pick<ImageList, 'state' | 'readAt' | 'isDeleting' | 'fetch' | 'onDidChange'>;
  readonly saves: Pick<Saves, 'list'>;
  readonly attention: Attention;
  readonly clock: Clock;
  readonly log: Logger;
}

const LOOK_EVERY_MS = 10_000;

/** More are not looked at at once; the others have their turn when these have settled. */
const MOST_AT_ONCE = 10;

/** Reads images that are being built again and again, while somebody looks. What a save tells of needs no look. */
export function watchBuilds(options: BuildWatchOptions): Disposable {
  const { list, attention, clock, log } = options;
  let dueAt = 0;
  const poller = new Poller({
    attention,
    clock,
    log,
    dueInMs: () => (building(options).length === 0 ? undefined : dueAt - clock.now()),
    look: async () => {
      await Promise.all(building(options).map((id) => lookAgain(options, id)));
      dueAt = clock.now() + LOOK_EVERY_MS;
    },
  });
  const listening = list.onDidChange(() => {
    // What was just read needs no second look at once.
    if (list.readAt + LOOK_EVERY_MS > dueAt) dueAt = list.readAt + LOOK_EVERY_MS;
    poller.poke();
  });
  return disposeAll([poller, listening]);
}

/** Ids of images that are being built and that nobody else follows. */
function building({ list, saves }: BuildWatchOptions): readonly string[] {
  const followed = new Set(saves.list.filter(({ state }) => isUnderWay(state)).map(({ state }) => imageOf(state)?.id));
  return list.state.images
    .filter((image) => imagePhase(image) === 'saving' && !followed.has(image.id) && !list.isDeleting(image.id))
    .slice(0, MOST_AT_ONCE)
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
