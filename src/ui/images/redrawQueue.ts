import type { Clock } from '../../util/clock';
import type { Disposable } from '../../util/disposable';

/** How long VS Code counts as drawing after it last requested rows. */
const DRAWING_MS = 100;

/**
 * Redraws a tree as soon as VS Code is not drawing it; several requests until then are one redraw. At a redraw, VS Code
 * forgets its rows: if it is drawing them at that moment, groups become empty and are collapsed afterwards.
 */
export class RedrawQueue implements Disposable {
  readonly #lifetime = new AbortController();
  /** When VS Code last requested rows, in milliseconds since the epoch. */
  #requestedAt = Number.NEGATIVE_INFINITY;
  #waiting: Promise<void> | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly redraw: () => void,
  ) {}

  /** Must be called whenever VS Code requests rows. */
  rowsRequested(): void {
    this.#requestedAt = this.clock.now();
  }

  /** Redraws at once, or after the current drawing. */
  request(): void {
    if (this.#pauseMs() <= 0) this.redraw();
    else this.#waiting ??= this.#redrawLater();
  }

  /** Resolves when no redraw waits. */
  async idle(): Promise<void> {
    await this.#waiting;
  }

  dispose(): void {
    this.#lifetime.abort();
  }

  /** Never longer than {@link DRAWING_MS}, even if the clock was set back. */
  #pauseMs(): number {
    return Math.min(DRAWING_MS, this.#requestedAt + DRAWING_MS - this.clock.now());
  }

  async #redrawLater(): Promise<void> {
    const { signal } = this.#lifetime;
    try {
      for (let ms = this.#pauseMs(); ms > 0; ms = this.#pauseMs()) await this.clock.sleep(ms, signal);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    this.#waiting = undefined;
    this.redraw();
  }
}
