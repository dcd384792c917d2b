import type { Disposable } from './disposable';

/** Calls `listener` each time it happens, until the returned disposable is disposed. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** Owns an event: only its holder can fire it, anyone may be handed {@link Emitter.event}. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<{ readonly hear: (value: T) => void }>();

  readonly event: Event<T> = (hear) => {
    const entry = { hear };
    this.#listeners.add(entry);
    return { dispose: () => this.#listeners.delete(entry) };
  };

  /** Tells everyone who listens at this moment, in the order they came. */
  fire(value: T): void {
    for (const { hear } of Array.from(this.#listeners)) hear(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
