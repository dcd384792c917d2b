interface Entry {
  readonly at: number;
  readonly run: (at: number) => void;
}

/** Scheduled events, ordered by time. It has no timers: {@link Schedule.settle} runs due events when called. */
export class Schedule {
  readonly #entries = new Map<string, Entry>();
  #nextAt = Number.POSITIVE_INFINITY;

  /**
   * Schedules an event. Replaces an event with the same key.
   *
   * @param at milliseconds since the epoch of the emulator's clock
   */
  plan(key: string, at: number, run: (at: number) => void): void {
    this.#entries.set(key, { at, run });
    this.#nextAt = Math.min(this.#nextAt, at);
  }

  drop(key: string): void {
    this.#entries.delete(key);
  }

  /** Runs all events that are due at `now`, the earliest first, including those scheduled meanwhile. */
  settle(now: number): void {
    while (this.#nextAt <= now) {
      const due = this.#earliest();
      this.#nextAt = due?.entry.at ?? Number.POSITIVE_INFINITY;
      if (due === undefined || due.entry.at > now) return;
      this.#entries.delete(due.key);
      due.entry.run(due.entry.at);
      this.#nextAt = this.#earliest()?.entry.at ?? Number.POSITIVE_INFINITY;
    }
  }

  #earliest(): { readonly key: string; readonly entry: Entry } | undefined {
    let best: { key: string; entry: Entry } | undefined;
    for (const [key, entry] of this.#entries) {
      if (best === undefined || entry.at < best.entry.at) best = { key, entry };
    }
    return best;
  }
}
