import type { Disposable } from '../../util/disposable';
import { Emitter, type Event } from '../../util/event';
import type { ValueStore } from '../saves/flow/rememberedAnswers';
import { DEFAULT_VIEW_OPTIONS, GROUPINGS, SORTINGS, type ViewOptions } from './viewOptions';

const KEY = 'notebooks.arrangement';

/** The view options of this workspace, stored in its memento. */
export class StoredViewOptions implements Disposable {
  readonly #changed = new Emitter<ViewOptions>();
  #current: ViewOptions;

  /** Fires with the previous options. */
  readonly onDidChange: Event<ViewOptions> = this.#changed.event;

  constructor(private readonly memento: ValueStore) {
    this.#current = readViewOptions(memento.get(KEY));
  }

  get current(): ViewOptions {
    return this.#current;
  }

  change(changes: Partial<ViewOptions>): void {
    const before = this.#current;
    this.#current = { ...before, ...changes };
    void this.memento.update(KEY, this.#current);
    this.#changed.fire(before);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/**
 * Parses stored options. Another version may have written them, so invalid fields fall back to {@link
 * DEFAULT_VIEW_OPTIONS}.
 */
function readViewOptions(value: unknown): ViewOptions {
  const fields = new Map<string, unknown>(Object.entries(typeof value === 'object' && value !== null ? value : {}));
  const text = fields.get('text');
  return {
    running: fields.get('running') === true,
    mine: fields.get('mine') === true,
    text: typeof text === 'string' ? text : DEFAULT_VIEW_OPTIONS.text,
    group: GROUPINGS.find((each) => each === fields.get('group')) ?? DEFAULT_VIEW_OPTIONS.group,
    sort: SORTINGS.find((each) => each === fields.get('sort')) ?? DEFAULT_VIEW_OPTIONS.sort,
  };
}
