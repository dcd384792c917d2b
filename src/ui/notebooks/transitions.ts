/** One that is about to change by itself. */
interface Watched {
  readonly since: number;
  readonly lookedAt: number;
}

/** More of them are left to the next reading of the whole list. */
const MAX_WATCHED = 8;
const SOONEST_MS = 3000;
const LATEST_MS = 30_000;

/**
 * Which notebooks of a list are about to change by themselves, and when to look at each alone: after a quarter of the
 * time it has been so, because what has lasted a minute will hardly end in the next second.
 */
export class Transitions {
  #watched: ReadonlyMap<string, Watched> = new Map();

  /** Takes which notebooks are about to change at this moment. Times are milliseconds since the epoch. */
  update(moving: readonly string[], now: number): void {
    // Those that are watched stay so; the others join as far as there is room.
    const chosen = moving
      .toSorted((one, other) => Number(this.#watched.has(other)) - Number(this.#watched.has(one)))
      .slice(0, MAX_WATCHED);
    this.#watched = new Map(chosen.map((id) => [id, this.#watched.get(id) ?? { since: now, lookedAt: now }]));
  }

  /** When the next look is due; undefined = nothing is about to change. */
  dueAt(): number | undefined {
    if (this.#watched.size === 0) return undefined;
    return Math.min(...Array.from(this.#watched.values(), nextLookAt));
  }

  /** Ids to look at now, each marked as looked at. */
  take(now: number): readonly string[] {
    const due = Array.from(this.#watched).filter(([, each]) => nextLookAt(each) <= now);
    this.#watched = new Map([
      ...this.#watched,
      ...due.map(([id, { since }]): [string, Watched] => [id, { since, lookedAt: now }]),
    ]);
    return due.map(([id]) => id);
  }
}

function nextLookAt({ since, lookedAt }: Watched): number {
  return lookedAt + Math.min(Math.max((lookedAt - since) / 4, SOONEST_MS), LATEST_MS);
}
