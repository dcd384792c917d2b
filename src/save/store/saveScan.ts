import type { Emitter } from '../../util/event';
import type { Save } from '../save';
import type { Leases, NotebookLocks } from './claims';
import type { SaveFiles } from './saveFiles';
import type { Windows } from './windows';

/** What {@link SaveScan} compares, and the events it fires. */
export interface ScanContext {
  readonly saves: SaveFiles;
  readonly windows: Windows;
  readonly leases: Leases;
  readonly locks: NotebookLocks;
  /** IDs of the saves that this window follows. */
  readonly held: Set<string>;
  /** True for a connection that this window is configured for. */
  readonly isKnown: (connection: string) => boolean;
  /** False while this window does not answer. */
  readonly canTakeOver: () => boolean;
  readonly events: {
    readonly changed: Emitter<Save>;
    readonly removed: Emitter<string>;
    readonly takenOver: Emitter<Save>;
    readonly leaseLost: Emitter<string>;
    readonly stopRequested: Emitter<string>;
  };
}

/** Number of scans during which a save with an unknown connection is left to other windows. */
const MAX_SCANS_LEFT_TO_OTHERS = 20;

/** A save in progress that this window does not hold. */
interface ForeignSave {
  readonly text: string;
  /** Number of consecutive scans in which no window held it. */
  readonly unheldScans: number;
}

/** Finds the changes that other windows made to the saves in progress. Takes over saves that no window follows. */
export class SaveScan {
  readonly #foreignSaves = new Map<string, ForeignSave>();

  constructor(private readonly context: ScanContext) {}

  /** True while other windows have saves in progress. */
  get isWatching(): boolean {
    return this.#foreignSaves.size > 0;
  }

  /** Watches a save that another window may follow. */
  watch(id: string): void {
    this.#foreignSaves.set(id, { text: '', unheldScans: 0 });
  }

  /** Checks the stop requests and all saves in progress. @throws the operating system's errors */
  async run(): Promise<void> {
    const { saves, held } = this.context;
    const { ids, stops } = await saves.listPending();
    for (const id of stops) await this.#handleStop(id);
    for (const id of ids) await (held.has(id) ? this.#checkLease(id) : this.#checkForeign(id));
    for (const id of held) if (!ids.includes(id)) await this.#checkEnded(id);
    for (const id of this.#foreignSaves.keys()) if (!ids.includes(id)) await this.#checkForeignEnded(id);
  }

  async #handleStop(id: string): Promise<void> {
    const { held, saves, events } = this.context;
    if (!held.has(id)) return;
    await saves.removeStop(id);
    events.stopRequested.fire(id);
  }

  /** Another window may have taken over while this one was too busy to write its heartbeat. */
  async #checkLease(id: string): Promise<void> {
    const { leases } = this.context;
    const holder = await leases.holderOf(id);
    if (holder === 'none') await leases.take(id);
    if (holder !== 'other') return;
    this.#lose(id);
    this.watch(id);
  }

  #lose(id: string): void {
    const { held, events } = this.context;
    held.delete(id);
    events.leaseLost.fire(id);
  }

  /** Handles a save that another window took over and completed before this one noticed. */
  async #checkEnded(id: string): Promise<void> {
    const { saves, events } = this.context;
    const save = await saves.readEnded(id);
    if (!save) return;
    this.#lose(id);
    events.changed.fire(save);
  }

  async #checkForeign(id: string): Promise<void> {
    const { saves, leases, events, isKnown, canTakeOver } = this.context;
    const previous = this.#foreignSaves.get(id);
    const text = await saves.readPending(id);
    if (text === undefined) return;
    const holder = await leases.holderOf(id);
    const isChanged = text !== previous?.text;
    const unheldScans = holder === 'other' ? 0 : (previous?.unheldScans ?? 0) + 1;
    const save = isChanged || unheldScans > 0 ? await saves.parsePending(id, text) : undefined;
    this.#foreignSaves.set(id, { text, unheldScans });
    if (!save) return;
    if (unheldScans === 0) events.changed.fire(save);
    else if (canTakeOver() && (isKnown(save.connection) || unheldScans > MAX_SCANS_LEFT_TO_OTHERS))
      await this.#takeOver(id);
  }

  /** Takes over a save that no window follows, in the state it has once the lease is held. */
  async #takeOver(id: string): Promise<void> {
    const { windows, leases, saves, held, locks, events } = this.context;
    await windows.heartbeat();
    if (!(await leases.take(id))) return;
    const text = await saves.readPending(id);
    const save = text === undefined ? undefined : await saves.parsePending(id, text);
    if (!save) return leases.release(id);
    this.#foreignSaves.delete(id);
    held.add(id);
    await locks.take(save.notebook.id, id);
    events.takenOver.fire(save);
  }

  async #checkForeignEnded(id: string): Promise<void> {
    const { saves, events } = this.context;
    this.#foreignSaves.delete(id);
    const save = await saves.readEnded(id);
    if (save) events.changed.fire(save);
    else events.removed.fire(id);
  }
}
