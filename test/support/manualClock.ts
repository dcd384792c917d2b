import type { Clock } from '../../src/util/clock';

interface Sleeper {
  /** Wake-up time on the uptime scale, which excludes suspension. */
  readonly due: number;
  readonly wake: () => void;
}

/** A clock that only tests advance, on a machine whose timers stop while it is suspended. */
export class ManualClock implements Clock {
  #uptime = 0;
  #sleepers: readonly Sleeper[] = [];
  #listeners: readonly (() => void)[] = [];

  constructor(private wall = Date.UTC(2026, 0, 31, 12)) {}

  now(): number {
    return this.wall + this.#uptime;
  }

  /** Number of pending timers. */
  get sleepers(): number {
    return this.#sleepers.length;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const abort = (): void => {
        this.#sleepers = this.#sleepers.filter((each) => each !== sleeper);
        reject(signal.reason);
      };
      const wake = (): void => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      const sleeper = { due: this.#uptime + ms, wake };
      signal.addEventListener('abort', abort);
      this.#sleepers = [...this.#sleepers, sleeper];
      for (const listener of this.#listeners) listener();
      this.#listeners = [];
    });
  }

  /** Advances the time. Wakes each sleeper at its own time and lets it run until it waits again. */
  async advance(ms: number): Promise<void> {
    const target = this.#uptime + ms;
    await settled();
    for (let next = this.#next(target); next; next = this.#next(target)) {
      this.#uptime = Math.max(this.#uptime, next.due);
      this.#sleepers = this.#sleepers.filter((each) => each !== next);
      next.wake();
      await settled();
    }
    this.#uptime = target;
  }

  /** Advances to the next timer and fires it. Returns the milliseconds that passed. Does nothing without timers. */
  async wakeNext(): Promise<number> {
    if (this.sleepers === 0) return 0;
    const ms = this.untilNext();
    await this.advance(ms);
    return ms;
  }

  /** Milliseconds until the next timer; Infinity without timers. */
  untilNext(): number {
    const next = this.#next(Number.POSITIVE_INFINITY);
    return next ? Math.max(0, next.due - this.#uptime) : Number.POSITIVE_INFINITY;
  }

  /** Resolves as soon as a timer is pending. */
  whenAsleep(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#sleepers.length > 0) resolve();
      else this.#listeners = [...this.#listeners, resolve];
    });
  }

  /** Suspends the machine: wall-clock time passes while timers stop. Also simulates setting the clock. */
  suspend(ms: number): void {
    this.wall += ms;
  }

  #next(target: number): Sleeper | undefined {
    return this.#sleepers.filter(({ due }) => due <= target).sort((one, other) => one.due - other.due)[0];
  }
}

/** Waits until everything has run that does not depend on I/O. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
