import type * as vscode from 'vscode';
import { isInProgress } from '../../save/saveState';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { SaveNode } from './saveRows';
import { SaveRows } from './saveRows';

/** Dependencies of {@link SavesView}. */
export interface SavesViewOptions {
  readonly saves: Saves;
  readonly clock: Clock;
  readonly view: Pick<vscode.TreeView<SaveNode>, 'visible' | 'onDidChangeVisibility'>;
  /** Makes VS Code refresh one row; undefined refreshes all. */
  readonly redraw: (node: SaveNode | undefined) => void;
}

/** Refreshes the saves view. While it is visible, elapsed times are redrawn each second. */
export class SavesView implements Disposable {
  readonly rows: SaveRows;
  readonly #parts: Disposable;
  readonly #lifetime = new AbortController();
  #isTicking = false;

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
    if (this.#isTicking) return;
    this.#isTicking = true;
    try {
      while (this.#redrawTimes()) await this.options.clock.sleep(1000, this.#lifetime.signal);
    } catch (error) {
      if (!this.#lifetime.signal.aborted) throw error;
    } finally {
      this.#isTicking = false;
    }
  }

  /** Returns false if no elapsed time is visible. */
  #redrawTimes(): boolean {
    const { saves, view, redraw } = this.options;
    const inProgress = view.visible ? saves.list.filter(({ state }) => isInProgress(state)) : [];
    for (const save of inProgress) {
      const node = this.rows.nodeOf(save);
      if (node) redraw(node);
    }
    return inProgress.length > 0;
  }
}
