interface Listening {
  dispose(): void;
}

/** As VS Code's: one listener that throws does not keep the others from hearing. */
export class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event = (listener: (value: T) => void): Listening => {
    const hear = (value: T): void => listener(value);
    this.#listeners.add(hear);
    return { dispose: () => this.#listeners.delete(hear) };
  };

  /** How many listen at this moment: after a flow is over, nobody should. */
  get listeners(): number {
    return this.#listeners.size;
  }

  fire(value: T): void {
    const thrown: unknown[] = [];
    for (const hear of Array.from(this.#listeners)) {
      try {
        hear(value);
      } catch (error) {
        thrown.push(error);
      }
    }
    if (thrown.length > 0) throw new AggregateError(thrown, 'a listener threw');
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
