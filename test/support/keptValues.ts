import type { ValueStore } from '../../src/save/rememberedAnswers';

/** Values that outlive nothing, as VS Code's Memento keeps them: what is stored is what JSON makes of it. */
export class KeptValues implements ValueStore {
  readonly #values = new Map<string, string>();

  get(key: string): unknown {
    const value = this.#values.get(key);
    return value === undefined ? undefined : JSON.parse(value);
  }

  async update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, JSON.stringify(value));
  }

  /** Everything there is, as text. */
  get text(): string {
    return [...this.#values.values()].join('\n');
  }

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }
}
