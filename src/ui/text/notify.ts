import * as vscode from 'vscode';
import { escapeLinks } from './escape';

/**
 * Shows messages with buttons and resolves with the label of the pressed button. The only way to show a message: it escapes links,
 * so that texts from outside cannot run commands.
 */
export const notify = {
  information: async (text: string, ...actions: readonly string[]): Promise<string | undefined> =>
    vscode.window.showInformationMessage(escapeLinks(text), ...actions),
  warning: async (text: string, ...actions: readonly string[]): Promise<string | undefined> =>
    vscode.window.showWarningMessage(escapeLinks(text), ...actions),
  error: async (text: string, ...actions: readonly string[]): Promise<string | undefined> =>
    vscode.window.showErrorMessage(escapeLinks(text), ...actions),
  /** Shows a modal dialog; undefined = canceled. */
  question: async (text: string, detail: string, ...actions: readonly string[]): Promise<string | undefined> =>
    vscode.window.showWarningMessage(escapeLinks(text), { modal: true, detail }, ...actions),
};
