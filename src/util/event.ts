import type { Disposable } from './disposable';

/** Calls `listener` each time it happens, until the returned disposable is disposed. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** Owns an event: only its holder can fire it, anyone may be handed {@link Emitter.event}. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<{ readonly listener: (value: T) => void }>();

  readonly event: Event<T> = (listener) => {
    const entry = { listener };
    this.#listeners.add(entry);
    return { dispose: () => this.#listeners.delete(entry) };
  };

  /**
   * Tells everyone who listens at this moment, in the order they came, and nobody who stopped listening. A listener
   * that throws keeps nothing from the others and from who fires: its error goes to the host as an uncaught one.
   */
  fire(value: T): void {
    for (const entry of Array.from(this.#listeners)) {
      if (this.#listeners.has(entry)) report(entry.listener, value);
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

function report<T>(listener: (value: T) => void, value: T): void {
  try {
    listener(value);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
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
