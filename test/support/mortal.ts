import type { Clock } from '../../src/util/clock';

/** What goes on between a window and the world: whether anything is on its way, and whether the window still lives. */
export class Mortal {
  #isDead = false;
  #onItsWay = 0;
  /** While it is frozen. */
  #thawed: Promise<void> | undefined;
  #thaw = (): void => undefined;

  /** Like a kill: nothing more happens in it, and nothing is cleaned up. */
  kill(): void {
    this.#isDead = true;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** True while the disk or the network has not answered. */
  get isBusy(): boolean {
    return !this.#isDead && !this.#thawed && this.#onItsWay > 0;
  }

  /** Nothing goes on in it until it thaws: another extension keeps its process busy. */
  freeze(): void {
    this.#thawed ??= new Promise((resolve) => {
      this.#thaw = resolve;
    });
  }

  thaw(): void {
    this.#thawed = undefined;
    this.#thaw();
  }

  /** The answer of the outside world; none comes to who is dead. */
  async outside<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isDead) return never();
    this.#onItsWay += 1;
    try {
      const answer = await work();
      await this.#thawed;
      return await (this.#isDead ? never<T>() : answer);
    } catch (error) {
      await this.#thawed;
      if (this.#isDead) return await never<T>();
      throw error;
    } finally {
      this.#onItsWay -= 1;
    }
  }

  /** Time as this window sees it. */
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

function never<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}
