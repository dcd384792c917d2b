import { isInTransition } from '../../model/notebook';
import { POLL_INTERVALS } from '../../model/pollIntervals';
import { clamp } from '../../util/clamp';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { stackOf } from '../../util/nodeErrors';
import { Poller } from '../polling/poller';
import type { ViewFocus } from '../polling/viewFocus';
import type { NotebookList } from './notebookList';
import type { NotebookLists } from './notebookLists';

/** Dependencies of {@link pollNotebooks}. */
export interface PollNotebooksOptions {
  readonly lists: NotebookLists;
  readonly viewFocus: ViewFocus;
  readonly clock: Clock;
  /** The interval at which whole lists are reloaded, in milliseconds; 0 disables it. */
  readonly intervalMs: () => number;
  /** Whether a save already follows the notebook. */
  readonly isFollowed: (notebookId: string) => boolean;
  readonly log: Logger;
}

/** Consecutive failures lengthen the interval by up to this factor. */
const MAX_BACKOFF_FACTOR = 16;

/**
 * Polls while the view is visible in a focused window: each whole list once per interval, and notebooks in transition
 * individually and more often. Skips lists that were never loaded.
 */
export function pollNotebooks(options: PollNotebooksOptions): Disposable & { readonly reschedule: () => void } {
  const { lists, viewFocus, clock, intervalMs, log } = options;
  const logUnexpected = (error: unknown): void => log.error(`Could not list the notebooks: ${stackOf(error)}`);
  const transitionsOf = new WeakMap<NotebookList, Transitions>();
  /** Returns the milliseconds until the first expanded list is due; undefined if none will be. */
  const dueIn = (dueAt: (list: NotebookList) => number | undefined): number | undefined => {
    const moments = lists.expanded.map(dueAt).filter((each) => each !== undefined);
    return moments.length === 0 ? undefined : Math.min(...moments) - clock.now();
  };

  const whole = new Poller({
    viewFocus,
    clock,
    log,
    dueInMs: () => dueIn((list) => nextReloadAt(list, intervalMs())),
    poll: async () => {
      const due = lists.expanded.filter((list) => (nextReloadAt(list, intervalMs()) ?? Infinity) <= clock.now());
      // Each list keeps its own outcome. An unexpected error in one must not stop the others.
      await Promise.all(due.map((list) => list.read().catch(logUnexpected)));
    },
  });

  const single = new Poller({
    viewFocus,
    clock,
    log,
    dueInMs: () => dueIn((list) => transitionsOf.get(list)?.dueAt()),
    poll: async () => {
      const reads = lists.expanded.flatMap((list) =>
        (transitionsOf.get(list)?.take(clock.now()) ?? []).map((id) => list.readOne(id)),
      );
      await Promise.all(reads);
    },
  });

  const updateTransitions = (list: NotebookList): void => {
    const transitions = transitionsOf.get(list) ?? new Transitions();
    transitionsOf.set(list, transitions);
    const inTransition = Array.from(list.notebooks).filter(({ status }) => isInTransition(status));
    const ids = inTransition.map(({ id }) => id).filter((id) => !options.isFollowed(id));
    transitions.update(ids, clock.now());
  };
  const reschedule = (): void => {
    whole.reschedule();
    single.reschedule();
  };
  const subscriptions = [
    lists.onDidChange(({ list }) => {
      updateTransitions(list);
      reschedule();
    }),
    lists.onDidReplace(reschedule),
  ];
  return { reschedule, dispose: () => disposeAll([...subscriptions, whole, single]).dispose() };
}

function nextReloadAt({ readAt, failures }: NotebookList, intervalMs: number): number | undefined {
  if (readAt === undefined || intervalMs === 0) return undefined;
  return readAt + intervalMs * Math.min(2 ** failures, MAX_BACKOFF_FACTOR);
}

/** A notebook in transition. Times are milliseconds since the epoch. */
interface WatchedNotebook {
  readonly since: number;
  readonly polledAt: number;
}

/** Further notebooks are covered by the next reload of the whole list. */
const MAX_WATCHED = 8;

/**
 * Schedules individual polls of notebooks in transition. The interval is a quarter of the time the transition has
 * lasted, because a transition that has lasted a minute rarely ends within the next second.
 */
export class Transitions {
  #watched: ReadonlyMap<string, WatchedNotebook> = new Map();

  /** Sets the notebooks in transition at `now`, in milliseconds since the epoch. */
  update(moving: readonly string[], now: number): void {
    // Notebooks already watched keep their places; others take the free ones.
    const chosen = moving
      .toSorted((one, other) => Number(this.#watched.has(other)) - Number(this.#watched.has(one)))
      .slice(0, MAX_WATCHED);
    this.#watched = new Map(chosen.map((id) => [id, this.#watched.get(id) ?? { since: now, polledAt: now }]));
  }

  /** Returns when the next poll is due; undefined if no notebook is in transition. */
  dueAt(): number | undefined {
    if (this.#watched.size === 0) return undefined;
    return Math.min(...Array.from(this.#watched.values(), nextPollAt));
  }

  /** Returns the IDs to poll at `now` and marks them as polled. */
  take(now: number): readonly string[] {
    const due = Array.from(this.#watched).filter(([, each]) => nextPollAt(each) <= now);
    this.#watched = new Map([
      ...this.#watched,
      ...due.map(([id, { since }]): [string, WatchedNotebook] => [id, { since, polledAt: now }]),
    ]);
    return due.map(([id]) => id);
  }
}

function nextPollAt({ since, polledAt }: WatchedNotebook): number {
  return polledAt + clamp((polledAt - since) / 4, POLL_INTERVALS.transition.min, POLL_INTERVALS.transition.max);
}
