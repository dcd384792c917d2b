import type * as vscode from 'vscode';
import type { Save } from '../../save/save';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import type { SaveNode } from './saveNode';
import { saveRow } from './saveRow';

/** Dependencies of {@link SaveRows}. */
export interface SaveRowsOptions {
  readonly saves: Pick<Saves, 'list' | 'get' | 'usualMs'>;
  readonly clock: Clock;
}

/** Provides the rows of the tree, newest first. Each save keeps its node, so that a single row can be refreshed. */
export class SaveRows implements vscode.TreeDataProvider<SaveNode> {
  #nodes = new Map<string, SaveNode>();

  constructor(private readonly options: SaveRowsOptions) {}

  getChildren(parent?: SaveNode): SaveNode[] {
    if (parent) return [];
    const nodes = this.options.saves.list.map(({ id }) => this.#nodes.get(id) ?? ({ kind: 'save', id } as const));
    this.#nodes = new Map(nodes.map((node) => [node.id, node]));
    return nodes;
  }

  getParent(): undefined {
    return undefined;
  }

  getTreeItem({ id }: SaveNode): vscode.TreeItem {
    const { saves, clock } = this.options;
    const save = saves.get(id);
    return save ? saveRow(save, { now: clock.now(), usualMs: saves.usualMs(save) }) : { label: '' };
  }

  /** Returns the drawn row of a save; undefined if it has not been drawn. */
  nodeOf({ id }: Pick<Save, 'id'>): SaveNode | undefined {
    return this.#nodes.get(id);
  }
}
