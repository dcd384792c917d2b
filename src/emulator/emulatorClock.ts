/**
 * The emulator's one clock. It runs with real time, can be moved ahead, and at the gateway can be made to be wrong.
 */
export class EmulatorClock {
  #aheadMs = 0;
  #skewMs = 0;

  /** @param real Milliseconds since the epoch, as the rest of the machine sees them. */
  constructor(private readonly real: () => number) {}

  /** The service's time, milliseconds since the epoch: what everything in the world is dated with. */
  now(): number {
    return this.real() + this.#aheadMs;
  }

  /** Moves the service's time on by `ms`. */
  advance(ms: number): void {
    this.#aheadMs += ms;
  }

  /** Makes the gateway's clock wrong by `ms`, for a client that is said to be off. */
  skewBy(ms: number): void {
    this.#skewMs = ms;
  }

  /** The time the gateway believes, milliseconds since the epoch: the `Date` header, the window of signatures. */
  gatewayNow(): number {
    return this.now() + this.#skewMs;
  }

  /**
   * How far a client's date is from the gateway's, milliseconds. Time that was only skipped by
   * {@link EmulatorClock.advance} is forgiven, because a client's own clock cannot always be moved along.
   */
  distanceFrom(clientTime: number): number {
    const gateway = this.gatewayNow();
    return Math.min(Math.abs(gateway - clientTime), Math.abs(gateway - this.#aheadMs - clientTime));
  }
}
