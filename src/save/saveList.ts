import { type Disposable, disposeAll } from '../util/disposable';
import { Emitter, type Event } from '../util/event';
import type { Logger } from '../util/logger';
import { oneLine } from '../util/text';
import type { Save } from './save';
import { type Interruption, isInProgress, isNoticedLate, type SaveState } from './saveState';

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
    disposeAll([this.#changed, this.#ended, this.#removed]).dispose();
  }
}

/** Returns one log line with the save's ID, notebook, image and state. */
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

/** Number of latest saves that define the usual duration. */
const MAX_SAMPLES = 5;

/**
 * Returns the durations of earlier saves of this notebook, else of its connection, latest first; milliseconds. Counts
 * only saves that were requested by the extension, produced an image, and whose end was noticed promptly.
 */
export function usualDurations(
  earlier: readonly Save[],
  { notebook, connection }: Pick<Save, 'notebook' | 'connection'>,
): readonly number[] {
  const samples = earlier.flatMap((save) => {
    const took = durationMs(save);
    return took === undefined || save.connection !== connection ? [] : [{ notebookId: save.notebook.id, took }];
  });
  const own = samples.filter(({ notebookId }) => notebookId === notebook.id);
  return (own.length > 0 ? own : samples).slice(0, MAX_SAMPLES).map(({ took }) => took);
}

/** Returns the median; undefined for an empty list. Milliseconds. */
export function typicalMs(durations: readonly number[]): number | undefined {
  const sorted = durations.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

function durationMs({ state, request, requestedAt, endedAt }: Save): number | undefined {
  if (state.phase !== 'saved' || isNoticedLate(state) || request === undefined || endedAt === undefined)
    return undefined;
  // The clock may have been set back meanwhile.
  return endedAt > requestedAt ? endedAt - requestedAt : undefined;
}
