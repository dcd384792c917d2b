/**
 * The emulator's clock. It follows real time, can be advanced, and can be wrong at the gateway.
 */
export class EmulatorClock {
  #aheadMs = 0;
  #skewMs = 0;

  /** @param real returns the real time, milliseconds since the epoch */
  constructor(private readonly real: () => number) {}

  /** Returns the service's time, milliseconds since the epoch. All dates in the world use it. */
  now(): number {
    return this.real() + this.#aheadMs;
  }

  /** Advances the service's time by `ms`. */
  advance(ms: number): void {
    this.#aheadMs += ms;
  }

  /** Shifts the gateway's clock by `ms`, so that clients appear to have a wrong clock. */
  skewBy(ms: number): void {
    this.#skewMs = ms;
  }

  /** Returns the gateway's time, milliseconds since the epoch. It is used for the `Date` header and to check signatures. */
  gatewayNow(): number {
    return this.now() + this.#skewMs;
  }

  /**
   * Returns the difference between a client's time and the gateway's, in milliseconds. Time skipped by
   * {@link EmulatorClock.advance} does not count, because a client's clock cannot always be advanced too.
   */
  distanceFrom(clientTime: number): number {
    const gateway = this.gatewayNow();
    return Math.min(Math.abs(gateway - clientTime), Math.abs(gateway - this.#aheadMs - clientTime));
  }
}

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
