import type * as vscode from 'vscode';
import { isInProgress } from '../../save/saveState';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { SaveNode } from './saveNode';
import { SaveRows } from './saveRows';

export interface SavesViewOptions {
  readonly saves: Saves;
  readonly clock: Clock;
  readonly view: Pick<vscode.TreeView<SaveNode>, 'visible' | 'onDidChangeVisibility'>;
  /** Lets VS Code ask for one row anew, or for all. */
  readonly redraw: (node: SaveNode | undefined) => void;
}

/** The rows of the saves view. While somebody sees one that is under way, its time is drawn each second. */
export class SavesView implements Disposable {
  readonly rows: SaveRows;
  readonly #parts: Disposable;
  readonly #lifetime = new AbortController();
  #ticking = false;

  constructor(private readonly options: SavesViewOptions) {
    const { saves, view, redraw } = options;
    this.rows = new SaveRows(options);
    this.#parts = disposeAll([
      { dispose: () => this.#lifetime.abort() },
      saves.onDidChange((save) => {
        redraw(this.rows.nodeOf(save));
        void this.#tick();
      }),
      saves.onDidEnd(() => redraw(undefined)),
      saves.onDidRemove(() => redraw(undefined)),
      saves.onDidReadEnded(() => redraw(undefined)),
      view.onDidChangeVisibility(() => void this.#tick()),
    ]);
    void this.#tick();
  }

  dispose(): void {
    this.#parts.dispose();
  }

  async #tick(): Promise<void> {
    if (this.#ticking) return;
    this.#ticking = true;
    try {
      while (this.#drawTimes()) await this.options.clock.sleep(1000, this.#lifetime.signal);
    } catch (error) {
      if (!this.#lifetime.signal.aborted) throw error;
    } finally {
      this.#ticking = false;
    }
  }

  /** False when nobody sees a time that passes. */
  #drawTimes(): boolean {
    const { saves, view, redraw } = this.options;
    const running = view.visible ? saves.list.filter(({ state }) => isInProgress(state)) : [];
    for (const save of running) {
      const node = this.rows.nodeOf(save);
      if (node) redraw(node);
    }
    return running.length > 0;
  }
}
