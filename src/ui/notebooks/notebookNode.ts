import type { ModelArtsError } from '../../model/errors';
import type { Notebook } from '../../model/notebook';

/** The row of a notebook. Commands use only its ID and connection, because the other data may be outdated. */
export interface NotebookLeaf {
  readonly kind: 'notebook';
  /** Name of the connection. */
  readonly connection: string;
  readonly notebook: Pick<Notebook, 'id' | 'name'>;
}

/** The row of a connection. Shown if there are several. */
export interface ConnectionNode {
  readonly kind: 'connection';
  readonly connection: string;
  /**
   * Number of times the extension collapsed the row. VS Code has no API to collapse a row, so the node gets a new ID.
   */
  readonly collapseCount: number;
}

/** The row of a group of notebooks. */
export interface GroupNode {
  readonly kind: 'group';
  readonly connection: string;
  /** The shared value as the service reports it; empty if it reports none. */
  readonly key: string;
}

/** A row of the notebooks view. */
export type NotebookNode =
  | NotebookLeaf
  | ConnectionNode
  | GroupNode
  /** Shows why the list could not be loaded. */
  | { readonly kind: 'error'; readonly connection: string; readonly error: ModelArtsError }
  /** Shows that a connection has no notebooks, or none that match the filter. */
  | { readonly kind: 'note'; readonly connection: string; readonly isFiltered: boolean };

/** Returns an ID that is unique and stable, because VS Code keeps selection and expansion by ID. */
export function nodeId(node: NotebookNode): string {
  switch (node.kind) {
    case 'notebook':
      return `${node.connection}/${node.notebook.id}`;
    case 'group':
      return `${node.connection}/group/${node.key}`;
    case 'connection':
      return [node.connection, node.kind, ...(node.collapseCount > 0 ? [node.collapseCount] : [])].join('/');
    case 'error':
    case 'note':
      return `${node.connection}/${node.kind}`;
  }
}
