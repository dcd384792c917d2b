import type { Disposable } from '../util/disposable';
import { Emitter, type Event } from '../util/event';
import type { Logger } from '../util/logger';
import { oneLine } from '../util/text';
import type { Save } from './save';
import { type Interruption, isInProgress, type SaveState } from './saveState';

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

/** Returns one log line with the save's id, notebook, image and state. */
export function describeSave({ id, notebook, reference, state }: Save): string {
  const suffix = reference ? ` as ${reference}` : '';
  return oneLine(`Save ${id} of notebook ${notebook.name} (${notebook.id})${suffix}: ${describeState(state)}`);
}

function describeState(state: SaveState): string {
  switch (state.phase) {
    case 'requesting':
      return state.phase;
    case 'looking':
      return `${state.error.message}; searching for the image${describeInterruption(state.trouble)}`;
    case 'savingElsewhere':
      return `saved elsewhere, image not known yet${describeInterruption(state.trouble)}`;
    case 'saving':
      return state.trouble ? `saving${describeInterruption(state.trouble)}` : `saving, ${describeImage(state)}`;
    case 'saved':
    case 'failed':
    case 'deleted':
      return `${state.phase}, ${describeImage(state)}`;
    case 'unwatched':
      return `no longer followed (${state.why}), last seen: ${describeImage(state)}`;
    case 'over':
      return 'save ended elsewhere, image not known';
    case 'refused':
      return `refused, ${state.error.message} ${state.error.serviceMessage} (request ${state.error.requestId ?? 'without id'})`;
    case 'notSent':
    case 'notSaved':
    case 'outcomeUnknown':
      return `${state.phase}, ${state.error.message}`;
  }
}

function describeImage({ image }: Extract<SaveState, { readonly image: unknown }>): string {
  return image ? `image ${image.id} ${image.status} ${image.statusMessage ?? ''}` : 'no image';
}

function describeInterruption(trouble: Interruption | undefined): string {
  return trouble ? `, not seen since ${new Date(trouble.since).toISOString()}: ${trouble.error.message}` : '';
}
