import type { Disposable } from '../../util/disposable';
import { Emitter, type Event } from '../../util/event';
import type { ValueStore } from '../saves/flow/rememberedAnswers';
import { DEFAULT_VIEW_OPTIONS, GROUPINGS, SORTINGS, type ViewOptions } from './viewOptions';

const KEY = 'notebooks.arrangement';

/** How a person wants the notebooks shown in this workspace. */
export class StoredViewOptions implements Disposable {
  readonly #changed = new Emitter<ViewOptions>();
  #current: ViewOptions;

  /** Told with the arrangement before. */
  readonly onDidChange: Event<ViewOptions> = this.#changed.event;

  constructor(private readonly kept: ValueStore) {
    this.#current = readViewOptions(kept.get(KEY));
  }

  get current(): ViewOptions {
    return this.#current;
  }

  change(wanted: Partial<ViewOptions>): void {
    const before = this.#current;
    this.#current = { ...before, ...wanted };
    void this.kept.update(KEY, this.#current);
    this.#changed.fire(before);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** What another version may have written: whatever makes no sense is as in {@link DEFAULT_VIEW_OPTIONS}. */
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
