import type { ModelArtsError } from '../../model/errors';
import type { Notebook } from '../../model/notebook';

/** A notebook's row. Commands are handed it, and take no more of it than whose it is: what it says may be a minute old. */
export interface NotebookLeaf {
  readonly kind: 'notebook';
  /** Name of the connection. */
  readonly connection: string;
  readonly notebook: Pick<Notebook, 'id' | 'name'>;
}

/** A connection, where there are several. */
export interface ConnectionNode {
  readonly kind: 'connection';
  readonly connection: string;
  /** How often it was folded from here: VS Code folds a row only by taking it for another one. */
  readonly folds: number;
}

export interface GroupNode {
  readonly kind: 'group';
  readonly connection: string;
  /** What its notebooks have in common, as the service writes it. */
  readonly key: string;
}

export type NotebookNode =
  | NotebookLeaf
  | ConnectionNode
  | GroupNode
  /** Keeps the list from being read. */
  | { readonly kind: 'error'; readonly connection: string; readonly error: ModelArtsError }
  /** Says why there is nothing below a connection. */
  | { readonly kind: 'note'; readonly connection: string; readonly isFiltered: boolean };

/** Unique in the tree, and the same as long as it means the same: selection and folding hold on to it. */
export function nodeId(node: NotebookNode): string {
  switch (node.kind) {
    case 'notebook':
      return `${node.connection}/${node.notebook.id}`;
    case 'group':
      return `${node.connection}/group/${node.key}`;
    case 'connection':
      return [node.connection, node.kind, ...(node.folds > 0 ? [node.folds] : [])].join('/');
    case 'error':
    case 'note':
      return `${node.connection}/${node.kind}`;
  }
}
