import type { Clock } from '../util/clock';

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
