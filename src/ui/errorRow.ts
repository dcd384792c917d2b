import * as vscode from 'vscode';
import type { ModelArtsError } from '../model/errors';
import { COMMANDS } from './ids';
import { errorMessage } from './messages/errorMessage';

/** The row of a tree that says why its list cannot be read, and tries again when it is clicked. */
export function errorRow(error: ModelArtsError): vscode.TreeItem {
  const { message, detail, remedy } = errorMessage(error);
  const retry = vscode.l10n.t('Retry');
  const item = new vscode.TreeItem(message);
  item.id = 'error';
  item.description = retry;
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.tooltip = [message, detail, remedy].filter(Boolean).join('\n');
  item.contextValue = 'error retryable';
  item.command = { command: COMMANDS.refresh, title: retry };
  item.accessibilityInformation = { label: `${message} ${remedy ?? ''} ${retry}` };
  return item;
}
