import type { Disposable } from '../util/disposable';
import { Emitter, type Event } from '../util/event';
import type { Logger } from '../util/logger';
import { describeSave } from './describeSave';
import type { Save } from './save';
import { isInProgress } from './saveState';

/** The saves this window knows, and the events for their changes. */
export class SaveList implements Disposable {
  readonly #saves = new Map<string, Save>();
  readonly #changed = new Emitter<Save>();
  readonly #ended = new Emitter<Save>();
  readonly #removed = new Emitter<Save>();

  readonly onDidChange: Event<Save> = this.#changed.event;
  readonly onDidEnd: Event<Save> = this.#ended.event;
  readonly onDidRemove: Event<Save> = this.#removed.event;

  constructor(private readonly log: Logger) {}

  /** Newest first. */
  get all(): readonly Save[] {
    return [...this.#saves.values()].reverse().sort((one, other) => other.requestedAt - one.requestedAt);
  }

  get(id: string): Save | undefined {
    return this.#saves.get(id);
  }

  /** Returns the save of this notebook that is in progress. */
  ofNotebook(notebookId: string): Save | undefined {
    return this.all.find(({ notebook, state }) => notebook.id === notebookId && isInProgress(state));
  }

  /** Adds a save that is about to be requested. Fires no event until its first state change. */
  add(save: Save): void {
    this.#saves.set(save.id, save);
  }

  /** Stores the new state of a save, logs it and fires the events. */
  record(save: Save): void {
    this.#saves.set(save.id, save);
    this.log.info(describeSave(save));
    this.#changed.fire(save);
    if (!isInProgress(save.state)) this.#ended.fire(save);
  }

  /** Stores a change outside the save's state. */
  update(save: Save): void {
    this.#saves.set(save.id, save);
    this.#changed.fire(save);
  }

  /** Adds ended saves without firing events. Returns false when all of them are listed already. */
  addEnded(ended: readonly Save[]): boolean {
    const missing = ended.filter(({ id }) => !this.#saves.has(id));
    for (const save of missing) this.#saves.set(save.id, save);
    return missing.length > 0;
  }

  remove(id: string): void {
    const save = this.#saves.get(id);
    if (!save) return;
    this.#saves.delete(id);
    this.#removed.fire(save);
  }

  dispose(): void {
    for (const emitter of [this.#changed, this.#ended, this.#removed]) emitter.dispose();
  }
}
