import * as vscode from 'vscode';
import { escapeIcons } from './text/escape';

/** Creates a tree item whose texts show icon syntax literally. */
export function treeRow(
  label: string,
  description: string | undefined,
  state = vscode.TreeItemCollapsibleState.None,
): vscode.TreeItem {
  const item = new vscode.TreeItem(escapeIcons(label), state);
  if (description) item.description = escapeIcons(description);
  return item;
}
