import { isModelArtsError, SaveInProgressError } from '../../model/errors';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import { Emitter } from '../../util/event';
import type { Logger } from '../../util/logger';
import { lazy } from '../../util/promises';
import type { Save } from '../save';
import { Leases, NotebookLocks } from './claims';
import { type Files, type StorageError, storageError } from './files';
import { removeLeftovers, SaveFiles } from './saveFiles';
import { SaveScan } from './saveScan';
import { HEARTBEAT_MS, type WindowIdentity, Windows } from './windows';

/** Dependencies of {@link SaveFolder}. */
export interface SaveFolderOptions {
  /** A folder used only by the extension and shared by all windows; it need not exist. */
  readonly folder: string;
  readonly files: Files;
  readonly thisWindow: WindowIdentity;
  readonly clock: Clock;
  readonly log: Logger;
  /** Maximum number of ended saves to keep. */
  readonly maxEnded: () => number;
  /** False for a connection that ends with this window; its saves are not persisted. */
  readonly isLasting: (connection: string) => boolean;
  /** True for a connection that this window is configured for. */
  readonly isKnown: (connection: string) => boolean;
  /**
   * Resolves when this window has answered. Stays pending or rejects when the window is gone; VS Code may keep the
   * extension host of a reloaded window running.
   */
  readonly pingWindow: () => PromiseLike<unknown>;
}

/**
 * Persists saves in a folder shared by all windows, one file per save: in `pending` while in progress, in `ended`
 * afterwards. A window holds a lease on each save it follows and is the only one to write its file. While any save is
 * in progress, every window scans the folder every three seconds, or sooner if the system reports changes.
 *
 * Only {@link SaveFolder.begin} and the reads reject; failed writes are reported by {@link SaveFolder.onDidFail}.
 */
export class SaveFolder implements Disposable {
  readonly #saves: SaveFiles;
  readonly #windows: Windows;
  readonly #leases: Leases;
  readonly #locks: NotebookLocks;
  readonly #scan: SaveScan;
  readonly #held = new Set<string>();
  /** Saves of this window that could not be written or must not be persisted. */
  readonly #memoryOnly = new Set<string>();
  readonly #lifetime = new AbortController();
  readonly #watching: Disposable[] = [];
  readonly #events = {
    changed: new Emitter<Save>(),
    removed: new Emitter<string>(),
    takenOver: new Emitter<Save>(),
    leaseLost: new Emitter<string>(),
    stopRequested: new Emitter<string>(),
  };
  readonly #failed = new Emitter<StorageError>();
  readonly #readEndedOnce = lazy(() => this.#enqueue(() => this.#readAllEnded()));
  /** Serializes the operations of this window. */
  #queue: Promise<unknown> = Promise.resolve();
  #isTicking = false;
  #tickAbort = new AbortController();
  #isFailing = false;
  #unansweredPings = 0;

  /** Another window started, changed or ended a save. */
  readonly onDidChange = this.#events.changed.event;
  /** An ended save was deleted outside this window's list. */
  readonly onDidRemove = this.#events.removed.event;
  /** This window has taken over a save that no window followed; carries the last persisted state. */
  readonly onDidTakeOver = this.#events.takenOver.event;
  /** Another window has taken over a save that this one followed. */
  readonly onDidLoseLease = this.#events.leaseLost.event;
  /** Another window requests this one to stop following the save. */
  readonly onDidRequestStop = this.#events.stopRequested.event;
  readonly onDidFail = this.#failed.event;

  constructor(private readonly options: SaveFolderOptions) {
    const { folder, files, thisWindow, log } = options;
    this.#saves = new SaveFiles(folder, files, log);
    this.#windows = new Windows(`${folder}/windows`, files, thisWindow);
    this.#leases = new Leases(`${folder}/leases`, files, this.#windows, thisWindow.id);
    this.#locks = new NotebookLocks(`${folder}/notebooks`, files, (id) => this.#saves.isPending(id));
    const parts = { saves: this.#saves, windows: this.#windows, leases: this.#leases, locks: this.#locks };
    this.#scan = new SaveScan({
      ...parts,
      held: this.#held,
      events: this.#events,
      isKnown: options.isKnown,
      canTakeOver: () => this.#isAnswering(),
    });
  }

  /**
   * Takes over the saves that closed windows left in progress, and watches for changes afterwards. Called once, after
   * all listeners are registered. With nothing in progress this reads a single directory.
   */
  async open(): Promise<void> {
    this.#watching.push(this.options.files.watch(this.#saves.pending, () => void this.#scanNow()));
    await this.#scanNow();
  }

  /**
   * Persists a save before it is requested, and claims the save and its notebook for this window.
   *
   * @throws SaveInProgressError while another window has a save of that notebook in progress
   */
  async begin(save: Save): Promise<void> {
    await this.#enqueue(async () => {
      try {
        if (!this.options.isLasting(save.connection)) this.#memoryOnly.add(save.id);
        else await this.#begin(save);
      } catch (error) {
        if (isModelArtsError(error)) throw error;
        this.#memoryOnly.add(save.id);
        this.#fail(error);
        await this.#orElse(undefined, () => this.#withdraw(save.id));
      }
    });
    this.#ensureTicking();
  }

  /** Persists the current state of a save that this window follows. */
  async persist(save: Save): Promise<void> {
    await this.#enqueue(() => this.#orElse(undefined, () => this.#persist(save)));
  }

  /**
   * Resolves with true when this window has answered and can announce the end of a save. Until then, writes no heartbeat
   * and takes over no save. If the window is gone, stays pending or resolves with false, and another window takes over.
   */
  async windowAnswers(): Promise<boolean> {
    this.#unansweredPings += 1;
    try {
      await this.options.pingWindow();
    } catch (error) {
      this.options.log.warn(`This window does not answer, so another one announces its saves: ${String(error)}`);
      return false;
    }
    this.#unansweredPings -= 1;
    return true;
  }

  /** Moves a save to the ended ones. Returns true in the one window that announces it. */
  async end(save: Save): Promise<boolean> {
    const isMine = await this.#enqueue(async () => {
      if (this.#memoryOnly.delete(save.id)) return true;
      // If it is unknown whether another window announces the save, this one does.
      return this.#orElse(true, () => this.#end(save));
    });
    if (!this.#isAnythingInProgress()) this.#tickAbort.abort();
    return isMine;
  }

  /**
   * Moves an ended save back to those in progress and claims it for this window. Returns false when another window was
   * first.
   */
  async reopen(save: Save): Promise<boolean> {
    const isMine = await this.#enqueue(() => this.#orElse(true, () => this.#reopen(save)));
    // Another window was first or deleted the save; the next scan shows which.
    if (!isMine) this.#scan.watch(save.id);
    this.#ensureTicking();
    return isMine;
  }

  /** Requests the window that follows the save to stop following. */
  async requestStop(id: string): Promise<void> {
    await this.#enqueue(() => this.#orElse(undefined, () => this.#saves.requestStop(id)));
  }

  /** Returns the ended saves in no particular order. Changes by other windows are reported from the first call on. */
  readEnded(): Promise<readonly Save[]> {
    return this.#readEndedOnce();
  }

  /** Deletes an ended save. */
  async remove(id: string): Promise<void> {
    await this.#enqueue(() => this.#orElse(undefined, () => this.#saves.removeEnded(id)));
  }

  /** Persists a deleted save again. */
  async restore(save: Save): Promise<void> {
    if (!this.options.isLasting(save.connection)) return;
    await this.#enqueue(() => this.#orElse(undefined, () => this.#saves.writeEnded(save)));
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#windows.leaveNow();
    disposeAll([...this.#watching, ...Object.values(this.#events), this.#failed]).dispose();
  }

  /**
   * Writes the heartbeat before the lease and the lease before the file, so that no window takes over a save that is
   * just starting.
   */
  async #begin(save: Save): Promise<void> {
    await this.#windows.heartbeat();
    await this.#leases.take(save.id);
    await this.#saves.writePending(save, true);
    if (await this.#locks.take(save.notebook.id, save.id)) {
      this.#held.add(save.id);
      this.#isFailing = false;
      return;
    }
    await this.#withdraw(save.id);
    throw new SaveInProgressError(save.notebook.id);
  }

  async #withdraw(id: string): Promise<void> {
    await this.#saves.removePending(id);
    await this.#leases.release(id);
  }

  /** Writes a save that could not be written at first as soon as this is possible. */
  async #persist(save: Save): Promise<void> {
    const { id, connection } = save;
    if (this.#held.has(id)) {
      await this.#saves.writePending(save, 'image' in save.state);
      this.#isFailing = false;
    } else if (this.#memoryOnly.has(id) && this.options.isLasting(connection)) {
      await this.#begin(save);
      this.#memoryOnly.delete(id);
    }
  }

  /** The window that links the file to its new name announces the save; then the old name is removed. */
  async #end(save: Save): Promise<boolean> {
    if (!this.#held.has(save.id)) return false;
    // On a full disk the file keeps its previous state; the save has ended regardless.
    await this.#orElse(undefined, () => this.#saves.writePending(save, true));
    await this.#locks.release(save.notebook.id, save.id);
    const isMine = await this.#saves.moveToEnded(save.id);
    this.#held.delete(save.id);
    await this.#leases.release(save.id);
    if (this.#held.size === 0) await this.#windows.leave();
    for (const id of await this.#saves.prune(this.options.maxEnded())) this.#events.removed.fire(id);
    const { folder, files, clock } = this.options;
    await this.#orElse(undefined, () => removeLeftovers(folder, files, clock.now()));
    return isMine;
  }

  async #reopen(save: Save): Promise<boolean> {
    const { id, notebook, connection } = save;
    if (!this.options.isLasting(connection)) {
      this.#memoryOnly.add(id);
      return true;
    }
    if (this.#held.has(id)) return true;
    await this.#windows.heartbeat();
    if (!(await this.#leases.take(id))) return false;
    if (!(await this.#saves.moveToPending(id)) && !(await this.#saves.isPending(id))) {
      await this.#leases.release(id);
      return false;
    }
    this.#held.add(id);
    await this.#saves.removeStop(id);
    await this.#saves.writePending(save, true);
    await this.#locks.take(notebook.id, id);
    return true;
  }

  async #readAllEnded(): Promise<readonly Save[]> {
    const ended = await this.#saves.readAllEnded();
    const { files } = this.options;
    this.#watching.push(files.watch(this.#saves.ended, () => void this.#checkRemoved()));
    return ended;
  }

  /** Reports the saves that other windows have deleted. */
  async #checkRemoved(): Promise<void> {
    await this.#enqueue(() =>
      this.#orElse(undefined, async () => {
        for (const id of await this.#saves.listRemoved()) this.#events.removed.fire(id);
      }),
    );
  }

  /** Checks the saves in progress and keeps scanning while there are any. */
  async #scanNow(): Promise<void> {
    await this.#enqueue(() => this.#orElse(undefined, () => this.#scan.run()));
    this.#ensureTicking();
  }

  #isAnswering(): boolean {
    return this.#unansweredPings === 0;
  }

  #ensureTicking(): void {
    if (this.#isTicking || !this.#isAnythingInProgress()) return;
    this.#isTicking = true;
    void this.#tick();
  }

  /** Never rejects. */
  async #tick(): Promise<void> {
    try {
      while (this.#isAnythingInProgress()) {
        this.#tickAbort = new AbortController();
        const signal = AbortSignal.any([this.#lifetime.signal, this.#tickAbort.signal]);
        await this.options.clock.sleep(HEARTBEAT_MS, signal);
        this.#windows.tick();
        await this.#enqueue(async () => {
          if (this.#held.size > 0 && this.#isAnswering())
            await this.#orElse(undefined, () => this.#windows.heartbeat());
          await this.#orElse(undefined, () => this.#scan.run());
        });
      }
    } catch (error) {
      if (!this.#tickAbort.signal.aborted && !this.#lifetime.signal.aborted) {
        this.options.log.error(`Saves could not be scanned: ${String(error)}`);
      }
    } finally {
      this.#isTicking = false;
      this.#ensureTicking();
    }
  }

  #isAnythingInProgress(): boolean {
    return !this.#lifetime.signal.aborted && (this.#held.size > 0 || this.#scan.isWatching);
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Reports a file error and returns the fallback. */
  async #orElse<T>(fallback: T, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#fail(error);
      return fallback;
    }
  }

  /** Fires once until something can be written again. */
  #fail(error: unknown): void {
    if (this.#lifetime.signal.aborted) return;
    const { folder, log } = this.options;
    const trouble = storageError(error, folder);
    if (!this.#isFailing) {
      log.warn(`Saves cannot be stored in ${folder}: ${trouble.code ?? String(error)}`);
      this.#failed.fire(trouble);
    }
    this.#isFailing = true;
  }
}
