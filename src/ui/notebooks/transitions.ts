/** A notebook in transition. Times are milliseconds since the epoch. */
interface WatchedNotebook {
  readonly since: number;
  readonly polledAt: number;
}

/** Further notebooks are covered by the next reload of the whole list. */
const MAX_WATCHED = 8;
const MIN_INTERVAL_MS = 3000;
const MAX_INTERVAL_MS = 30_000;

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

  /** Returns the ids to poll at `now` and marks them as polled. */
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
  return polledAt + Math.min(Math.max((polledAt - since) / 4, MIN_INTERVAL_MS), MAX_INTERVAL_MS);
}
