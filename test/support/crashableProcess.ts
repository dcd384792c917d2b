import type { Clock } from '../../src/util/clock';

/** The process of a window, which a test can freeze and kill. */
export class CrashableProcess {
  #isDead = false;
  #pending = 0;
  /** Resolves when the process thaws; undefined while it runs. */
  #thawed: Promise<void> | undefined;
  #thaw = (): void => undefined;

  /** Ends the process without any cleanup. */
  kill(): void {
    this.#isDead = true;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** True while a response of the disk or the network is pending. */
  get isBusy(): boolean {
    return !this.#isDead && !this.#thawed && this.#pending > 0;
  }

  /** Blocks the process until it thaws, as another extension may. */
  freeze(): void {
    this.#thawed ??= new Promise((resolve) => {
      this.#thaw = resolve;
    });
  }

  thaw(): void {
    this.#thawed = undefined;
    this.#thaw();
  }

  /** Runs an operation outside the process. Its result never reaches a process that has been killed. */
  async outside<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isDead) return never();
    this.#pending += 1;
    const back = async (): Promise<unknown> => {
      await this.#thawed;
      return this.#isDead ? never() : undefined;
    };
    try {
      const result = await work();
      await back();
      return result;
    } catch (error) {
      await back();
      throw error;
    } finally {
      this.#pending -= 1;
    }
  }

  /**
   * Wraps an object for this process: each method except `immediate`, and each item of a stream, runs through {@link
   * outside}.
   */
  around<T extends object>(outer: T, ...immediate: readonly (keyof T)[]): T {
    const methods: object = outer;
    return new Proxy(outer, {
      get: (_target, key) => {
        const found: unknown = Reflect.get(methods, key);
        if (typeof found !== 'function') return found;
        const method = (...values: readonly unknown[]): unknown => Reflect.apply(found, outer, values);
        if (immediate.some((each) => each === key)) return method;
        return (...values: readonly unknown[]): unknown => {
          let result: unknown;
          const answered = this.outside(async () => (result = method(...values)));
          return isStream(result) ? this.#each(result) : answered;
        };
      },
    });
  }

  async *#each(stream: AsyncGenerator<unknown, void>): AsyncGenerator<unknown, void> {
    for (;;) {
      const { done, value } = await this.outside(() => stream.next());
      if (done === true) return;
      yield value;
    }
  }

  /** Wraps a clock for this process. */
  clock(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      sleep: async (ms, signal) => {
        await (this.#isDead ? never() : clock.sleep(ms, signal));
        await this.#thawed;
        if (this.#isDead) await never();
      },
    };
  }
}

function isStream(value: unknown): value is AsyncGenerator<unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function never<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}
