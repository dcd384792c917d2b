import type { Clock } from '../util/clock';
import type { Logger } from '../util/logger';
import type { ImageSource } from './imageSource';
import type { SaveRuns } from './saveRuns';
import type { SaveStore } from './saveStore';
import type { StopNotebook } from './stopAfterwards';

/** What following saves takes. */
export interface FollowingOptions {
  /** Asked before every request, so that renewed credentials are used as soon as they are there. */
  readonly clientFor: (connection: string) => Promise<ImageSource>;
  readonly stopNotebook: StopNotebook;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long a save is followed; milliseconds. Asked when a following begins. */
  readonly followForMs: () => number;
  /** Spreads the looks of many windows; a number from 0 up to 1. */
  readonly random: () => number;
}

/** What follows saves, and what keeps them. */
export interface Following {
  readonly SaveRuns: typeof SaveRuns;
  readonly store: SaveStore;
}

export interface SavesOptions extends FollowingOptions {
  /** Loads what follows and keeps saves: not before there is one, or somebody looks at those that ended. */
  readonly load: () => Promise<Following>;
  /** True when windows that are gone left saves under way; `hear` is called when another window begins one. */
  readonly isAnyInProgress: (listener: () => void) => Promise<boolean>;
}
