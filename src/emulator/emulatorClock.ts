/**
 * The emulator's clock. It follows real time, can be advanced, and can be wrong at the gateway.
 */
export class EmulatorClock {
  #aheadMs = 0;
  #skewMs = 0;

  /** @param real returns the real time, milliseconds since the epoch */
  constructor(private readonly real: () => number) {}

  /** Returns the service's time, milliseconds since the epoch. All dates in the world use it. */
  now(): number {
    return this.real() + this.#aheadMs;
  }

  /** Advances the service's time by `ms`. */
  advance(ms: number): void {
    this.#aheadMs += ms;
  }

  /** Shifts the gateway's clock by `ms`, so that clients appear to have a wrong clock. */
  skewBy(ms: number): void {
    this.#skewMs = ms;
  }

  /** Returns the gateway's time, milliseconds since the epoch. It is used for the `Date` header and to check signatures. */
  gatewayNow(): number {
    return this.now() + this.#skewMs;
  }

  /**
   * Returns the difference between a client's time and the gateway's, in milliseconds. Time skipped by
   * {@link EmulatorClock.advance} does not count, because a client's clock cannot always be advanced too.
   */
  distanceFrom(clientTime: number): number {
    const gateway = this.gatewayNow();
    return Math.min(Math.abs(gateway - clientTime), Math.abs(gateway - this.#aheadMs - clientTime));
  }
}
