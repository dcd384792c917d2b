import { isModelArtsError, SaveInProgressError } from '../../model/errors';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import { Emitter } from '../../util/event';
import { lazy } from '../../util/lazy';
import type { Logger } from '../../util/logger';
import type { Save } from '../save';
import type { SaveStore, StorageError } from '../saveStore';
import type { Files } from './files';
import { storageError } from './files';
import { Leases, NotebookLocks } from './notebookLocks';
import { removeLeftovers, SaveFiles } from './saveFiles';
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

/** Number of scans during which a save with an unknown connection is left to other windows. */
const MAX_SCANS_LEFT_TO_OTHERS = 20;

/** A save in progress that this window does not hold. */
interface ForeignSave {
  readonly text: string;
  /** Number of consecutive scans in which no window held it. */
  readonly unheldScans: number;
}

/**
 * Persists saves in a folder shared by all windows, one file per save: in `pending` while in progress, in `ended`
 * afterwards. A window holds a lease on each save it follows and is the only one to write its file. While any save is
 * in progress, every window scans the folder every three seconds, or sooner if the system reports changes.
 */
export class SaveFolder implements SaveStore {
  readonly #saves: SaveFiles;
  readonly #windows: Windows;
  readonly #leases: Leases;
  readonly #locks: NotebookLocks;
  readonly #held = new Set<string>();
  /** Saves of this window that could not be written or must not be persisted. */
  readonly #memoryOnly = new Set<string>();
  readonly #foreignSaves = new Map<string, ForeignSave>();
  readonly #lifetime = new AbortController();
  readonly #watching: Disposable[] = [];
  readonly #changed = new Emitter<Save>();
  readonly #removed = new Emitter<string>();
  readonly #takenOver = new Emitter<Save>();
  readonly #leaseLost = new Emitter<string>();
  readonly #stopRequested = new Emitter<string>();
  readonly #failed = new Emitter<StorageError>();
  readonly #readEndedOnce = lazy(() => this.#enqueue(() => this.#readAllEnded()));
  /** Serializes the operations of this window. */
  #queue: Promise<unknown> = Promise.resolve();
  #isTicking = false;
  #tickAbort = new AbortController();
  #isFailing = false;
  #unansweredPings = 0;

  readonly onDidChange = this.#changed.event;
  readonly onDidRemove = this.#removed.event;
  readonly onDidTakeOver = this.#takenOver.event;
  readonly onDidLoseLease = this.#leaseLost.event;
  readonly onDidRequestStop = this.#stopRequested.event;
  readonly onDidFail = this.#failed.event;

  constructor(private readonly options: SaveFolderOptions) {
    const { folder, files, thisWindow, log } = options;
    this.#saves = new SaveFiles(folder, files, log);
    this.#windows = new Windows(`${folder}/windows`, files, thisWindow);
    this.#leases = new Leases(`${folder}/leases`, files, this.#windows, thisWindow.id);
    this.#locks = new NotebookLocks(`${folder}/notebooks`, files, (id) => this.#saves.isPending(id));
  }

  async open(): Promise<void> {
    this.#watching.push(this.options.files.watch(this.#saves.pending, () => void this.#scan()));
    await this.#scan();
  }

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

  async persist(save: Save): Promise<void> {
    await this.#enqueue(() => this.#orElse(undefined, () => this.#persist(save)));
  }

  /** Until the window answers, writes no heartbeat and takes over no save. */
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

  async end(save: Save): Promise<boolean> {
    const isMine = await this.#enqueue(async () => {
      if (this.#memoryOnly.delete(save.id)) return true;
      // If it is unknown whether another window announces the save, this one does.
      return this.#orElse(true, () => this.#end(save));
    });
    if (!this.#isAnythingInProgress()) this.#tickAbort.abort();
    return isMine;
  }

  async reopen(save: Save): Promise<boolean> {
    const isMine = await this.#enqueue(() => this.#orElse(true, () => this.#reopen(save)));
    // Another window was first or deleted the save; the next scan shows which.
    if (!isMine) this.#foreignSaves.set(save.id, { text: '', unheldScans: 0 });
    this.#ensureTicking();
    return isMine;
  }

  async requestStop(id: string): Promise<void> {
    await this.#enqueue(() => this.#orElse(undefined, () => this.#saves.requestStop(id)));
  }

  readEnded(): Promise<readonly Save[]> {
    return this.#readEndedOnce();
  }

  async remove(id: string): Promise<void> {
    await this.#enqueue(() => this.#orElse(undefined, () => this.#saves.removeEnded(id)));
  }

  async restore(save: Save): Promise<void> {
    if (!this.options.isLasting(save.connection)) return;
    await this.#enqueue(() => this.#orElse(undefined, () => this.#saves.writeEnded(save)));
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#windows.leaveNow();
    const events = [this.#changed, this.#removed, this.#takenOver, this.#leaseLost, this.#stopRequested, this.#failed];
    disposeAll([...this.#watching, ...events]).dispose();
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
    for (const id of await this.#saves.prune(this.options.maxEnded())) this.#removed.fire(id);
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
        for (const id of await this.#saves.listRemoved()) this.#removed.fire(id);
      }),
    );
  }

  /** Checks the saves in progress and keeps scanning while there are any. */
  async #scan(): Promise<void> {
    await this.#enqueue(() => this.#orElse(undefined, () => this.#checkPending()));
    this.#ensureTicking();
  }

  async #checkPending(): Promise<void> {
    const { ids, stops } = await this.#saves.listPending();
    for (const id of stops) await this.#handleStop(id);
    for (const id of ids) await (this.#held.has(id) ? this.#checkLease(id) : this.#checkForeign(id));
    for (const id of this.#held) if (!ids.includes(id)) await this.#checkEnded(id);
    for (const id of this.#foreignSaves.keys()) if (!ids.includes(id)) await this.#checkForeignEnded(id);
  }

  async #handleStop(id: string): Promise<void> {
    if (!this.#held.has(id)) return;
    await this.#saves.removeStop(id);
    this.#stopRequested.fire(id);
  }

  /** Another window may have taken over while this one was too busy to write its heartbeat. */
  async #checkLease(id: string): Promise<void> {
    const holder = await this.#leases.holderOf(id);
    if (holder === 'none') await this.#leases.take(id);
    if (holder !== 'other') return;
    this.#lose(id);
    this.#foreignSaves.set(id, { text: '', unheldScans: 0 });
  }

  #lose(id: string): void {
    this.#held.delete(id);
    this.#leaseLost.fire(id);
  }

  /** Handles a save that another window took over and completed before this one noticed. */
  async #checkEnded(id: string): Promise<void> {
    const save = await this.#saves.readEnded(id);
    if (!save) return;
    this.#lose(id);
    this.#changed.fire(save);
  }

  async #checkForeign(id: string): Promise<void> {
    const previous = this.#foreignSaves.get(id);
    const text = await this.#saves.readPending(id);
    if (text === undefined) return;
    const holder = await this.#leases.holderOf(id);
    const isChanged = text !== previous?.text;
    const unheldScans = holder === 'other' ? 0 : (previous?.unheldScans ?? 0) + 1;
    const save = isChanged || unheldScans > 0 ? await this.#saves.parsePending(id, text) : undefined;
    this.#foreignSaves.set(id, { text, unheldScans });
    if (!save) return;
    if (unheldScans === 0) this.#changed.fire(save);
    else if (this.#unansweredPings > 0) return;
    else if (this.options.isKnown(save.connection) || unheldScans > MAX_SCANS_LEFT_TO_OTHERS) await this.#takeOver(id);
  }

  /** Takes over a save that no window follows, in the state it has once the lease is held. */
  async #takeOver(id: string): Promise<void> {
    await this.#windows.heartbeat();
    if (!(await this.#leases.take(id))) return;
    const text = await this.#saves.readPending(id);
    const save = text === undefined ? undefined : await this.#saves.parsePending(id, text);
    if (!save) return this.#leases.release(id);
    this.#foreignSaves.delete(id);
    this.#held.add(id);
    await this.#locks.take(save.notebook.id, id);
    this.#takenOver.fire(save);
  }

  async #checkForeignEnded(id: string): Promise<void> {
    this.#foreignSaves.delete(id);
    const save = await this.#saves.readEnded(id);
    if (save) this.#changed.fire(save);
    else this.#removed.fire(id);
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
          if (this.#held.size > 0 && this.#unansweredPings === 0) {
            await this.#orElse(undefined, () => this.#windows.heartbeat());
          }
          await this.#orElse(undefined, () => this.#checkPending());
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
    return !this.#lifetime.signal.aborted && (this.#held.size > 0 || this.#foreignSaves.size > 0);
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
