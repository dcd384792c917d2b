import type { Clock } from '../../src/util/clock';

interface Sleeper {
  /** In uptime: what a suspended machine does not count. */
  readonly due: number;
  readonly wake: () => void;
}

/** A clock that stands until it is moved, and a machine whose timers stand while it is suspended. */
export class ManualClock implements Clock {
  #uptime = 0;
  #sleepers: readonly Sleeper[] = [];
  #listeners: readonly (() => void)[] = [];

  constructor(private wall = Date.UTC(2026, 0, 31, 12)) {}

  now(): number {
    return this.wall + this.#uptime;
  }

  /** How many wait at this moment. */
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
      for (const hear of this.#listeners) hear();
      this.#listeners = [];
    });
  }

  /** Lets time pass; each sleeper wakes at its own moment, and what it does then without waiting is done. */
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

  /** Moves the time to when the next sleeper is due, and wakes it; milliseconds that passed. Does nothing while nobody sleeps. */
  async wakeNext(): Promise<number> {
    if (this.sleepers === 0) return 0;
    const ms = this.untilNext();
    await this.advance(ms);
    return ms;
  }

  /** Milliseconds until the next sleeper is due; Infinity while nobody sleeps. */
  untilNext(): number {
    const next = this.#next(Number.POSITIVE_INFINITY);
    return next ? Math.max(0, next.due - this.#uptime) : Number.POSITIVE_INFINITY;
  }

  /** Resolves as soon as somebody sleeps: at once when somebody does. */
  whenAsleep(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#sleepers.length > 0) resolve();
      else this.#listeners = [...this.#listeners, resolve];
    });
  }

  /** The machine sleeps: time passes on the wall, and timers stand. Also: somebody sets the clock. */
  suspend(ms: number): void {
    this.wall += ms;
  }

  #next(target: number): Sleeper | undefined {
    return this.#sleepers.filter(({ due }) => due <= target).sort((one, other) => one.due - other.due)[0];
  }
}

/** Everything that can run without waiting for the outside has run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
