import * as fs from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../util/clock';
import type { Disposable } from '../../util/disposable';
import { retryWhileLocked } from '../../util/retryWhileLocked';
import { OWN_FOLDER } from './files';

/**
 * The one thing a window does about saves while there is none: it looks whether another one, or one that is gone, has left
 * any under way, and hears when one is begun.
 */
export class PendingFolder implements Disposable {
  readonly #folder: string;
  #watcher: fs.FSWatcher | undefined;
  readonly #lifetime = new AbortController();

  /** @param folder that of `SaveFolder` */
  constructor(
    folder: string,
    private readonly clock: Pick<Clock, 'sleep'>,
  ) {
    this.#folder = path.join(folder, 'pending');
  }

  /** True when a save is under way. Later, `hear` is called once when something is begun; a disk that fails tells nothing. */
  readonly isAnyInProgress = async (listener: () => void): Promise<boolean> => {
    const names = await this.#patiently(() => fs.promises.readdir(this.#folder)).catch(() => this.#make());
    const isAny = names.some((name) => name.endsWith('.json'));
    if (!this.#lifetime.signal.aborted && !isAny) this.#listen(listener);
    return isAny;
  };

  dispose(): void {
    this.#lifetime.abort();
    this.#watcher?.close();
  }

  /** What is not there cannot be watched. */
  async #make(): Promise<readonly string[]> {
    const make = () => fs.promises.mkdir(this.#folder, OWN_FOLDER);
    await this.#patiently(make).catch(() => undefined);
    return [];
  }

  /** A folder that another program locks is looked at again. */
  #patiently<T>(operation: () => Promise<T>): Promise<T> {
    return retryWhileLocked(operation, this.clock, this.#lifetime.signal);
  }

  #listen(listener: () => void): void {
    try {
      const watcher = fs.watch(this.#folder, { persistent: false }, () => {
        watcher.close();
        listener();
      });
      watcher.on('error', () => watcher.close());
      this.#watcher = watcher;
    } catch {
      // This window hears of others' saves when it begins one itself.
    }
  }
}
