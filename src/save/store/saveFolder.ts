import { isModelArtsError, SaveInProgressError } from '../../model/errors';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import { Emitter } from '../../util/event';
import { lazy } from '../../util/lazy';
import type { Logger } from '../../util/logger';
import type { Save } from '../save';
import type { SaveStore, StorageError } from '../saveStore';
import type { Files } from './files';
import { Leases } from './leases';
import { removeLeftovers } from './leftovers';
import { NotebookLocks } from './notebookLocks';
import { SaveFiles } from './saveFiles';
import { storageError } from './storageError';
import { HEARTBEAT_MS, type WindowIdentity, Windows } from './windows';

export interface SaveFolderOptions {
  /** A folder of this extension alone, shared by all windows; it need not exist yet. */
  readonly folder: string;
  readonly files: Files;
  readonly me: WindowIdentity;
  readonly clock: Clock;
  readonly log: Logger;
  /** How many saves that ended are kept. */
  readonly keep: () => number;
  /** False for a connection that ends with this window: its saves are not kept beyond it. */
  readonly isLasting: (connection: string) => boolean;
  /** True for a connection that this window can ask through. */
  readonly isKnown: (connection: string) => boolean;
}

/** Looks for which a save whose connection is not known here is left to other windows. */
const LEFT_TO_OTHERS = 20;

/** A save under way that another window follows, or nobody. */
interface ForeignSave {
  readonly text: string;
  /** Looks at which nobody followed it. */
  readonly alone: number;
}

/**
 * Keeps saves in a folder that all windows share: one file a save, among those under way (`pending`) or those that ended
 * (`ended`). A window holds a lease of what it follows; it alone writes that file. While anything is under way every
 * window looks again every three seconds, sooner where the system tells of changes; else none does.
 */
export class SaveFolder implements SaveStore {
  readonly #saves: SaveFiles;
  readonly #windows: Windows;
  readonly #leases: Leases;
  readonly #locks: NotebookLocks;
  readonly #held = new Set<string>();
  /** Saves of this window that could not be written, or are not to be: they live in memory alone. */
  readonly #memoryOnly = new Set<string>();
  readonly #foreignSaves = new Map<string, ForeignSave>();
  readonly #lifetime = new AbortController();
  readonly #watching: Disposable[] = [];
  readonly #seen = new Emitter<Save>();
  readonly #forgotten = new Emitter<string>();
  readonly #taken = new Emitter<Save>();
  readonly #lost = new Emitter<string>();
  readonly #askedToStop = new Emitter<string>();
  readonly #failed = new Emitter<StorageError>();
  readonly #readEndedOnce = lazy(() => this.#inTurn(() => this.#readAllEnded()));
  /** One thing after the other: what one window does to a save never overtakes itself. */
  #turn: Promise<unknown> = Promise.resolve();
  #isTicking = false;
  #untilNextLook = new AbortController();
  #isFailing = false;

  readonly onDidSee = this.#seen.event;
  readonly onDidForget = this.#forgotten.event;
  readonly onDidTake = this.#taken.event;
  readonly onDidLose = this.#lost.event;
  readonly onDidAskToStop = this.#askedToStop.event;
  readonly onDidFail = this.#failed.event;

  constructor(private readonly options: SaveFolderOptions) {
    const { folder, files, me, log } = options;
    this.#saves = new SaveFiles(folder, files, log);
    this.#windows = new Windows(`${folder}/windows`, files, me);
    this.#leases = new Leases(`${folder}/leases`, files, this.#windows, me.id);
    this.#locks = new NotebookLocks(`${folder}/notebooks`, files, (id) => this.#saves.isPending(id));
  }

  async open(): Promise<void> {
    this.#watching.push(this.options.files.watch(this.#saves.pending, () => void this.#scan()));
    await this.#scan();
  }

  async begin(save: Save): Promise<void> {
    await this.#inTurn(async () => {
      try {
        if (!this.options.isLasting(save.connection)) this.#memoryOnly.add(save.id);
        else await this.#begin(save);
      } catch (error) {
        if (isModelArtsError(error)) throw error;
        this.#memoryOnly.add(save.id);
        this.#fail(error);
        await this.#unlessFailing(undefined, () => this.#withdraw(save.id));
      }
    });
    this.#tickOn();
  }

  async keep(save: Save): Promise<void> {
    await this.#inTurn(() => this.#unlessFailing(undefined, () => this.#keep(save)));
  }

  async end(save: Save): Promise<boolean> {
    const isMine = await this.#inTurn(async () => {
      if (this.#memoryOnly.delete(save.id)) return true;
      // Where it cannot be said that somebody else tells people, this window does.
      return this.#unlessFailing(true, () => this.#end(save));
    });
    if (!this.#isAnythingInProgress()) this.#untilNextLook.abort();
    return isMine;
  }

  async reopen(save: Save): Promise<boolean> {
    const isMine = await this.#inTurn(() => this.#unlessFailing(true, () => this.#reopen(save)));
    // Whoever was quicker follows it, or removed it: the next look tells which.
    if (!isMine) this.#foreignSaves.set(save.id, { text: '', alone: 0 });
    this.#tickOn();
    return isMine;
  }

  async askToStop(id: string): Promise<void> {
    await this.#inTurn(() => this.#unlessFailing(undefined, () => this.#saves.askToStop(id)));
  }

  readEnded(): Promise<readonly Save[]> {
    return this.#readEndedOnce();
  }

  async remove(id: string): Promise<void> {
    await this.#inTurn(() => this.#unlessFailing(undefined, () => this.#saves.removeEnded(id)));
  }

  async restore(save: Save): Promise<void> {
    if (!this.options.isLasting(save.connection)) return;
    await this.#inTurn(() => this.#unlessFailing(undefined, () => this.#saves.writeEnded(save)));
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#windows.leaveNow();
    const events = [this.#seen, this.#forgotten, this.#taken, this.#lost, this.#askedToStop, this.#failed];
    disposeAll([...this.#watching, ...events]).dispose();
  }

  /** The sign of life comes before the lease, and the lease before the file: nobody takes what is just being begun. */
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

  /** A save that could not be written at first is written as soon as that is possible. */
  async #keep(save: Save): Promise<void> {
    const { id, connection } = save;
    if (this.#held.has(id)) {
      await this.#saves.writePending(save, 'image' in save.state);
      this.#isFailing = false;
    } else if (this.#memoryOnly.has(id) && this.options.isLasting(connection)) {
      await this.#begin(save);
      this.#memoryOnly.delete(id);
    }
  }

  /** Whoever gives the file its second name tells people; then the first one goes. */
  async #end(save: Save): Promise<boolean> {
    if (!this.#held.has(save.id)) return false;
    // With its state of before, where the disk is full: it has ended all the same.
    await this.#unlessFailing(undefined, () => this.#saves.writePending(save, true));
    await this.#locks.release(save.notebook.id, save.id);
    const isMine = await this.#saves.moveToEnded(save.id);
    this.#held.delete(save.id);
    await this.#leases.release(save.id);
    if (this.#held.size === 0) await this.#windows.leave();
    for (const id of await this.#saves.prune(this.options.keep())) this.#forgotten.fire(id);
    const { folder, files, clock } = this.options;
    await this.#unlessFailing(undefined, () => removeLeftovers(folder, files, clock.now()));
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
    this.#watching.push(files.watch(this.#saves.ended, () => void this.#lookAtEnded()));
    return ended;
  }

  /** Saves that another window forgot. */
  async #lookAtEnded(): Promise<void> {
    await this.#inTurn(() =>
      this.#unlessFailing(undefined, async () => {
        for (const id of await this.#saves.forgottenSince()) this.#forgotten.fire(id);
      }),
    );
  }

  /** Looks at what is under way, and goes on looking while there is something. */
  async #scan(): Promise<void> {
    await this.#inTurn(() => this.#unlessFailing(undefined, () => this.#look()));
    this.#tickOn();
  }

  async #look(): Promise<void> {
    const { ids, stops } = await this.#saves.listPending();
    for (const id of stops) await this.#hearStop(id);
    for (const id of ids) await (this.#held.has(id) ? this.#checkLease(id) : this.#lookAt(id));
    for (const id of this.#held) if (!ids.includes(id)) await this.#checkEnded(id);
    for (const id of this.#foreignSaves.keys()) if (!ids.includes(id)) await this.#checkForEnded(id);
  }

  async #hearStop(id: string): Promise<void> {
    if (!this.#held.has(id)) return;
    await this.#saves.removeStop(id);
    this.#askedToStop.fire(id);
  }

  /** This window may have been so busy that another one took over. */
  async #checkLease(id: string): Promise<void> {
    const holder = await this.#leases.holderOf(id);
    if (holder === 'nobody') await this.#leases.take(id);
    if (holder !== 'another') return;
    this.#lose(id);
    this.#foreignSaves.set(id, { text: '', alone: 0 });
  }

  #lose(id: string): void {
    this.#held.delete(id);
    this.#lost.fire(id);
  }

  /** Another window took over, and saw it to its end, before this one could notice. */
  async #checkEnded(id: string): Promise<void> {
    const save = await this.#saves.readEnded(id);
    if (!save) return;
    this.#lose(id);
    this.#seen.fire(save);
  }

  async #lookAt(id: string): Promise<void> {
    const known = this.#foreignSaves.get(id);
    const text = await this.#saves.readPending(id);
    if (text === undefined) return;
    const holder = await this.#leases.holderOf(id);
    const isChanged = text !== known?.text;
    const alone = holder === 'another' ? 0 : (known?.alone ?? 0) + 1;
    const save = isChanged || alone > 0 ? await this.#saves.parsePending(id, text) : undefined;
    this.#foreignSaves.set(id, { text, alone });
    if (!save) return;
    if (alone === 0) this.#seen.fire(save);
    else if (this.options.isKnown(save.connection) || alone > LEFT_TO_OTHERS) await this.#take(id);
  }

  /** Takes a save that nobody follows: as it is once it is this window's. */
  async #take(id: string): Promise<void> {
    await this.#windows.heartbeat();
    if (!(await this.#leases.take(id))) return;
    const text = await this.#saves.readPending(id);
    const save = text === undefined ? undefined : await this.#saves.parsePending(id, text);
    if (!save) return this.#leases.release(id);
    this.#foreignSaves.delete(id);
    this.#held.add(id);
    await this.#locks.take(save.notebook.id, id);
    this.#taken.fire(save);
  }

  async #checkForEnded(id: string): Promise<void> {
    this.#foreignSaves.delete(id);
    const save = await this.#saves.readEnded(id);
    if (save) this.#seen.fire(save);
    else this.#forgotten.fire(id);
  }

  #tickOn(): void {
    if (this.#isTicking || !this.#isAnythingInProgress()) return;
    this.#isTicking = true;
    void this.#tick();
  }

  /** Never rejects. */
  async #tick(): Promise<void> {
    try {
      while (this.#isAnythingInProgress()) {
        this.#untilNextLook = new AbortController();
        const signal = AbortSignal.any([this.#lifetime.signal, this.#untilNextLook.signal]);
        await this.options.clock.sleep(HEARTBEAT_MS, signal);
        this.#windows.tick();
        await this.#inTurn(async () => {
          if (this.#held.size > 0) await this.#unlessFailing(undefined, () => this.#windows.heartbeat());
          await this.#unlessFailing(undefined, () => this.#look());
        });
      }
    } catch (error) {
      if (!this.#untilNextLook.signal.aborted && !this.#lifetime.signal.aborted) {
        this.options.log.error(`Saves are not looked after any more: ${String(error)}`);
      }
    } finally {
      this.#isTicking = false;
      this.#tickOn();
    }
  }

  #isAnythingInProgress(): boolean {
    return !this.#lifetime.signal.aborted && (this.#held.size > 0 || this.#foreignSaves.size > 0);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** What cannot be written or read is told, and work goes on without it. */
  async #unlessFailing<T>(otherwise: T, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#fail(error);
      return otherwise;
    }
  }

  /** Told once, until something can be written again. */
  #fail(error: unknown): void {
    if (this.#lifetime.signal.aborted) return;
    const { folder, log } = this.options;
    const trouble = storageError(error, folder);
    if (!this.#isFailing) {
      log.warn(`Saves cannot be kept in ${folder}: ${trouble.code ?? String(error)}`);
      this.#failed.fire(trouble);
    }
    this.#isFailing = true;
  }
}
