import type { Health } from '../api/withHealth';
import type { Disposable } from '../util/disposable';
import { Emitter, type Event } from '../util/event';

/** How each connection fares, as its last requests showed. Says nothing of a connection that was not used yet. */
export class ConnectionHealth implements Disposable {
  readonly #states = new Map<string, Health>();
  readonly #changed = new Emitter<string>();

  /** The health of the connection of that name is another one. */
  readonly onDidChange: Event<string> = this.#changed.event;

  of(connection: string): Health | undefined {
    return this.#states.get(connection);
  }

  report(connection: string, health: Health): void {
    if (this.#states.get(connection) === health) return;
    this.#states.set(connection, health);
    this.#changed.fire(connection);
  }

  /** What was known is of no worth any more, e.g. since the keys are others. */
  forget(connection: string): void {
    if (this.#states.delete(connection)) this.#changed.fire(connection);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
