import type { ValueStore } from '../../save/rememberedAnswers';
import type { Disposable } from '../../util/disposable';
import { Emitter, type Event } from '../../util/event';
import { type Arrangement, GROUPINGS, PLAIN, SORTINGS } from './arrangement';

const KEY = 'notebooks.arrangement';

/** How a person wants the notebooks shown in this workspace. */
export class KeptArrangement implements Disposable {
  readonly #changed = new Emitter<Arrangement>();
  #current: Arrangement;

  /** Told with the arrangement before. */
  readonly onDidChange: Event<Arrangement> = this.#changed.event;

  constructor(private readonly kept: ValueStore) {
    this.#current = readArrangement(kept.get(KEY));
  }

  get current(): Arrangement {
    return this.#current;
  }

  change(wanted: Partial<Arrangement>): void {
    const before = this.#current;
    this.#current = { ...before, ...wanted };
    void this.kept.update(KEY, this.#current);
    this.#changed.fire(before);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** What another version may have written: whatever makes no sense is as in {@link PLAIN}. */
function readArrangement(value: unknown): Arrangement {
  const fields = new Map<string, unknown>(Object.entries(typeof value === 'object' && value !== null ? value : {}));
  const text = fields.get('text');
  return {
    running: fields.get('running') === true,
    mine: fields.get('mine') === true,
    text: typeof text === 'string' ? text : PLAIN.text,
    group: GROUPINGS.find((each) => each === fields.get('group')) ?? PLAIN.group,
    sort: SORTINGS.find((each) => each === fields.get('sort')) ?? PLAIN.sort,
  };
}
