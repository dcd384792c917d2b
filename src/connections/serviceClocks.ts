import type { Clock } from '../util/clock';

/** What time it is at the service of each connection, as its last answer told; leases end by that clock. */
export class ServiceClocks {
  readonly #aheadMs = new Map<string, number>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** Milliseconds since the epoch; this computer's time for a connection that was not answered yet. */
  readonly now = (connection: string): number => this.clock.now() + (this.#aheadMs.get(connection) ?? 0);

  /** @param aheadMs how far the service's clock is ahead of this computer's; milliseconds */
  report(connection: string, aheadMs: number): void {
    this.#aheadMs.set(connection, aheadMs);
  }
}
