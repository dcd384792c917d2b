import * as vscode from 'vscode';
import { escapeIcons } from './text/escapeIcons';

/** A row of a tree. Neither its label nor its description draws an icon. */
export function treeRow(
  label: string,
  description: string | undefined,
  state = vscode.TreeItemCollapsibleState.None,
): vscode.TreeItem {
  const item = new vscode.TreeItem(escapeIcons(label), state);
  if (description) item.description = escapeIcons(description);
  return item;
}
