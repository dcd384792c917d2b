import * as fs from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../util/clock';
import type { Disposable } from '../../util/disposable';
import { retryWhileLocked } from '../../util/lockedFiles';
import { OWN_FOLDER } from './files';

/**
 * Checks whether any window, or one that is gone, has left saves in progress, and watches for the first one. This is
 * all a window does about saves while there are none.
 */
export class PendingFolder implements Disposable {
  readonly #folder: string;
  #watcher: fs.FSWatcher | undefined;
  readonly #lifetime = new AbortController();

  /** @param folder the folder of `SaveFolder` */
  constructor(
    folder: string,
    private readonly clock: Pick<Clock, 'sleep'>,
  ) {
    this.#folder = path.join(folder, 'pending');
  }

  /**
   * Resolves with true when a save is in progress. Otherwise calls `listener` once when one starts; never if the disk
   * fails.
   */
  readonly isAnyInProgress = async (listener: () => void): Promise<boolean> => {
    const names = await this.#withRetry(() => fs.promises.readdir(this.#folder)).catch(() => this.#create());
    const isAny = names.some((name) => name.endsWith('.json'));
    if (!this.#lifetime.signal.aborted && !isAny) this.#watch(listener);
    return isAny;
  };

  dispose(): void {
    this.#lifetime.abort();
    this.#watcher?.close();
  }

  /** Creates the folder, because a missing folder cannot be watched. */
  async #create(): Promise<readonly string[]> {
    const make = () => fs.promises.mkdir(this.#folder, OWN_FOLDER);
    await this.#withRetry(make).catch(() => undefined);
    return [];
  }

  /** Repeats an operation while another program locks the folder. */
  #withRetry<T>(operation: () => Promise<T>): Promise<T> {
    return retryWhileLocked(operation, this.clock, this.#lifetime.signal);
  }

  #watch(listener: () => void): void {
    try {
      const watcher = fs.watch(this.#folder, { persistent: false }, () => {
        watcher.close();
        listener();
      });
      watcher.on('error', () => watcher.close());
      this.#watcher = watcher;
    } catch {
      // This window learns of the saves of others when it starts one itself.
    }
  }
}
