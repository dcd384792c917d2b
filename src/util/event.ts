import type { Disposable } from './disposable';

/** Registers `listener` for each occurrence, until the returned disposable is disposed. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** Owns an event. Only the owner can fire it; {@link Emitter.event} can be shared freely. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<{ readonly listener: (value: T) => void }>();

  readonly event: Event<T> = (listener) => {
    const entry = { listener };
    this.#listeners.add(entry);
    return { dispose: () => this.#listeners.delete(entry) };
  };

  /**
   * Calls the current listeners in the order of their registration, except those removed in the meantime. An error
   * thrown by a listener affects neither the other listeners nor the caller; it becomes an uncaught error of the host.
   */
  fire(value: T): void {
    for (const entry of Array.from(this.#listeners)) {
      if (this.#listeners.has(entry)) notify(entry.listener, value);
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

function notify<T>(listener: (value: T) => void, value: T): void {
  try {
    listener(value);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** Resolves with the first value that matches. Rejects with the signal's reason as soon as it aborts. */
export function once<T>(event: Event<T>, matches: (value: T) => boolean, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const cleanUp = (): void => {
      subscription.dispose();
      signal.removeEventListener('abort', abort);
    };
    const abort = (): void => {
      cleanUp();
      reject(signal.reason);
    };
    const subscription = event((value) => {
      if (!matches(value)) return;
      cleanUp();
      resolve(value);
    });
    signal.addEventListener('abort', abort);
  });
}
