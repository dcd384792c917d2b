import type { Health } from '../api/transportDecorators';
import type { Clock } from '../util/clock';
import type { Disposable } from '../util/disposable';
import { Emitter, type Event } from '../util/event';

/** Health of each connection, as its last requests showed. */
export class ConnectionHealth implements Disposable {
  readonly #states = new Map<string, Health>();
  readonly #changed = new Emitter<string>();

  /** Fires with the name of the connection whose health changed. */
  readonly onDidChange: Event<string> = this.#changed.event;

  /** Returns undefined for a connection that has sent no request yet. */
  of(connection: string): Health | undefined {
    return this.#states.get(connection);
  }

  /** Sets the health of a connection. */
  report(connection: string, health: Health): void {
    if (this.#states.get(connection) === health) return;
    this.#states.set(connection, health);
    this.#changed.fire(connection);
  }

  /** Resets a connection to unknown, e.g. after its keys changed. */
  forget(connection: string): void {
    if (this.#states.delete(connection)) this.#changed.fire(connection);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** Service time of each connection, from its last response. Leases end by the service's clock. */
export class ServiceClocks {
  readonly #aheadMs = new Map<string, number>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** Milliseconds since the epoch; this computer's time before the first response. */
  readonly now = (connection: string): number => this.clock.now() + (this.#aheadMs.get(connection) ?? 0);

  /** @param aheadMs how far the service's clock is ahead of this computer's, in milliseconds */
  report(connection: string, aheadMs: number): void {
    this.#aheadMs.set(connection, aheadMs);
  }
}
