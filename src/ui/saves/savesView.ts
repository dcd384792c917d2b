import type * as vscode from 'vscode';
import { isInProgress } from '../../save/saveState';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import { createTicker } from '../../util/ticker';
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

  constructor(private readonly options: SavesViewOptions) {
    const { saves, view, redraw } = options;
    this.rows = new SaveRows(options);
    const ticker = createTicker(options.clock, 1000, () => this.#redrawTimes());
    this.#parts = disposeAll([
      ticker,
      saves.onDidChange((save) => {
        redraw(this.rows.nodeOf(save));
        ticker.start();
      }),
      saves.onDidEnd(() => redraw(undefined)),
      saves.onDidRemove(() => redraw(undefined)),
      saves.onDidReadEnded(() => redraw(undefined)),
      view.onDidChangeVisibility(ticker.start),
    ]);
    ticker.start();
  }

  dispose(): void {
    this.#parts.dispose();
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
