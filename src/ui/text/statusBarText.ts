import { window } from 'vscode';
import { escapeIcons } from './escape';

/** Returns the text of a status bar item: an icon and escaped text. */
export function statusBarText(icon: string, text: string): string {
  return `$(${icon}) ${escapeIcons(text)}`;
}

/** Shows a status bar message for four seconds. */
export function showStatusBarMessage(icon: string, text: string): void {
  window.setStatusBarMessage(statusBarText(icon, text), 4000);
}
