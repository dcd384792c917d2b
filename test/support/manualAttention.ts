import type { Attention } from '../../src/ui/polling/attention';
import { Emitter } from '../../src/util/event';

/** Somebody who looks, or looks away, when a test says so. */
export class ManualAttention implements Attention {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(public isLooking = true) {}

  look(): void {
    this.isLooking = true;
    this.#changed.fire();
  }

  lookAway(): void {
    this.isLooking = false;
    this.#changed.fire();
  }
}
