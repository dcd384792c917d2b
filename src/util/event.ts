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

/** The first value that fits; rejects with the signal's reason as soon as it aborts. */
export function once<T>(event: Event<T>, fits: (value: T) => boolean, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const forget = (): void => {
      listening.dispose();
      signal.removeEventListener('abort', abort);
    };
    const abort = (): void => {
      forget();
      reject(signal.reason);
    };
    const listening = event((value) => {
      if (!fits(value)) return;
      forget();
      resolve(value);
    });
    signal.addEventListener('abort', abort);
  });
}
