interface Entry {
  readonly at: number;
  readonly run: (at: number) => void;
}

/** What will happen by itself, in order of time. Nothing here waits: {@link Schedule.settle} catches up when asked. */
export class Schedule {
  readonly #entries = new Map<string, Entry>();
  #nextAt = Number.POSITIVE_INFINITY;

  /**
   * Puts something on the agenda; what stood under the same key is dropped.
   *
   * @param at Milliseconds since the epoch, of the emulator's clock.
   */
  plan(key: string, at: number, run: (at: number) => void): void {
    this.#entries.set(key, { at, run });
    this.#nextAt = Math.min(this.#nextAt, at);
  }

  drop(key: string): void {
    this.#entries.delete(key);
  }

  /** Runs all that is due by `now`, the earliest first, also what is planned meanwhile. */
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
