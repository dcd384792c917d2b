import { isInTransition } from '../../model/notebookStatus';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { stackOf } from '../../util/stackOf';
import { Poller } from '../polling/poller';
import type { ViewFocus } from '../polling/viewFocus';
import type { NotebookList } from './notebookList';
import type { NotebookLists } from './notebookLists';
import { Transitions } from './transitions';

export interface PollNotebooksOptions {
  readonly lists: NotebookLists;
  readonly attention: ViewFocus;
  readonly clock: Clock;
  /** How often whole lists are read; milliseconds, 0 = never. */
  readonly intervalMs: () => number;
  /** True for a notebook that something else follows already. */
  readonly isFollowed: (notebookId: string) => boolean;
  readonly log: Logger;
}

/** Failures in a row lengthen the interval, up to so many times. */
const MAX_BACKOFF_FACTOR = 16;

/**
 * Keeps the lists that somebody looks at true: each whole list once an interval, and notebooks that are about to change
 * by themselves singly and sooner. A list that was never read is none of its business.
 */
export function pollNotebooks(options: PollNotebooksOptions): Disposable & { readonly poke: () => void } {
  const { lists, attention, clock, intervalMs, log } = options;
  const logBug = (error: unknown): void => log.error(`Notebooks could not be listed: ${stackOf(error)}`);
  const moving = new WeakMap<NotebookList, Transitions>();

  const whole = new Poller({
    attention,
    clock,
    log,
    dueInMs: () =>
      dueIn(
        clock,
        lists.unfolded.map((list) => nextReadingAt(list, intervalMs())),
      ),
    poll: async () => {
      const due = lists.unfolded.filter((list) => (nextReadingAt(list, intervalMs()) ?? Infinity) <= clock.now());
      // How it went is the list's to tell; a bug in one keeps nothing from the others.
      await Promise.all(due.map((list) => list.read().catch(logBug)));
    },
  });

  const single = new Poller({
    attention,
    clock,
    log,
    dueInMs: () =>
      dueIn(
        clock,
        lists.unfolded.map((list) => moving.get(list)?.dueAt()),
      ),
    poll: async () => {
      const looks = lists.unfolded.flatMap((list) =>
        (moving.get(list)?.take(clock.now()) ?? []).map((id) => list.readOne(id)),
      );
      await Promise.all(looks);
    },
  });

  const follow = (list: NotebookList): void => {
    const transitions = moving.get(list) ?? new Transitions();
    moving.set(list, transitions);
    const movers = Array.from(list.notebooks).filter(({ status }) => isInTransition(status));
    const ids = movers.map(({ id }) => id).filter((id) => !options.isFollowed(id));
    transitions.update(ids, clock.now());
  };
  const poke = (): void => {
    whole.reschedule();
    single.reschedule();
  };
  const listening = [
    lists.onDidChange(({ list }) => {
      follow(list);
      poke();
    }),
    lists.onDidReplace(poke),
  ];
  return { poke, dispose: () => disposeAll([...listening, whole, single]).dispose() };
}

function nextReadingAt({ readAt, failures }: NotebookList, intervalMs: number): number | undefined {
  if (readAt === undefined || intervalMs === 0) return undefined;
  return readAt + intervalMs * Math.min(2 ** failures, MAX_BACKOFF_FACTOR);
}

/** Milliseconds until the earliest of these moments. */
function dueIn(clock: Clock, moments: readonly (number | undefined)[]): number | undefined {
  const known = moments.filter((each) => each !== undefined);
  return known.length === 0 ? undefined : Math.min(...known) - clock.now();
}
