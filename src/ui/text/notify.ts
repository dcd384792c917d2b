import * as vscode from 'vscode';
import { escapeLinks } from './escapeLinks';

/**
 * Messages to people, each with its buttons; resolves to the label of the one that was pressed. The only door to them: what
 * stands in a message never becomes a link or a command, whoever wrote it.
 */
export const notify = {
  information: async (text: string, ...actions: readonly string[]): Promise<string | undefined> =>
    vscode.window.showInformationMessage(escapeLinks(text), ...actions),
  warning: async (text: string, ...actions: readonly string[]): Promise<string | undefined> =>
    vscode.window.showWarningMessage(escapeLinks(text), ...actions),
  error: async (text: string, ...actions: readonly string[]): Promise<string | undefined> =>
    vscode.window.showErrorMessage(escapeLinks(text), ...actions),
  /** A question in the middle of the window, which waits; undefined = the person backed out. */
  question: async (text: string, detail: string, ...actions: readonly string[]): Promise<string | undefined> =>
    vscode.window.showWarningMessage(escapeLinks(text), { modal: true, detail }, ...actions),
};
