import * as vscode from 'vscode';
import { withoutIcons } from './messages/withoutIcons';

/** A row of a tree. Neither its label nor its description draws an icon. */
export function treeRow(
  label: string,
  description: string | undefined,
  state = vscode.TreeItemCollapsibleState.None,
): vscode.TreeItem {
  const item = new vscode.TreeItem(withoutIcons(label), state);
  if (description) item.description = withoutIcons(description);
  return item;
}
