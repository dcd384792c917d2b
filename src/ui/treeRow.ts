import * as vscode from 'vscode';
import type { ModelArtsError } from '../model/errors';
import { commandId } from './ids';
import { needsCredentials } from './text/credentialErrors';
import { errorLabel } from './text/errorLabel';
import { errorMessage } from './text/errorMessage';
import { escapeIcons } from './text/escape';
import { sentences } from './text/formats';

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

/** The tree node for a list that failed to load. */
export interface ErrorNode {
  readonly kind: 'error';
  readonly error: ModelArtsError;
}

/**
 * Creates the row for a list that failed to load. The label is short; the tooltip has the whole message. A click
 * retries or updates the credentials.
 */
export function errorRow(node: ErrorNode): vscode.TreeItem {
  const { error } = node;
  const { message, detail, remedy } = errorMessage(error);
  const fixable = needsCredentials(error);
  const action = fixable ? vscode.l10n.t('Update Credentials') : vscode.l10n.t('Retry');
  const item = treeRow(errorLabel(error), action);
  item.id = 'error';
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.tooltip = [message, detail, remedy].filter(Boolean).join('\n');
  item.contextValue = fixable ? 'error retryable fixable' : 'error retryable';
  item.command = {
    command: fixable ? commandId('updateCredentials') : commandId('refresh'),
    title: action,
    arguments: [node],
  };
  item.accessibilityInformation = { label: sentences(message, remedy, action) };
  return item;
}
