import type { Disposable } from '../util/disposable';
import { Emitter, type Event } from '../util/event';
import type { Logger } from '../util/logger';
import { describeSave } from './describeSave';
import type { Save } from './save';
import { isInProgress } from './saveState';

/** The saves as this window knows them, and who hears of their changes. */
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

  /** The save of this notebook that is under way. */
  ofNotebook(notebookId: string): Save | undefined {
    return this.all.find(({ notebook, state }) => notebook.id === notebookId && isInProgress(state));
  }

  /** Adds a save that is about to be requested; nobody is told before something has become of it. */
  add(save: Save): void {
    this.#saves.set(save.id, save);
  }

  /** Tells of a save as it is at this moment. */
  record(save: Save): void {
    this.#saves.set(save.id, save);
    this.log.info(describeSave(save));
    this.#changed.fire(save);
    if (!isInProgress(save.state)) this.#ended.fire(save);
  }

  /** Tells of a fact beside the save's state. */
  note(save: Save): void {
    this.#saves.set(save.id, save);
    this.#changed.fire(save);
  }

  /** Adds saves that ended earlier, silently; false when all of them are there already. */
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
