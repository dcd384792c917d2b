import * as vscode from 'vscode';
import { withoutIcons } from './messages/withoutIcons';

/** A row of a tree. Its label and what stands behind it draw no icon, whoever wrote them. */
export function treeRow(
  label: string,
  description: string | undefined,
  state = vscode.TreeItemCollapsibleState.None,
): vscode.TreeItem {
  const item = new vscode.TreeItem(withoutIcons(label), state);
  if (description) item.description = withoutIcons(description);
  return item;
}
