import { window } from 'vscode';
import { escapeIcons } from './escapeIcons';

/** The text of an item of the status bar: an icon, and words that draw none. */
export function statusBarText(icon: string, words: string): string {
  return `$(${icon}) ${escapeIcons(words)}`;
}

/** Says something in the status bar for some seconds. */
export function sayInStatusBar(icon: string, words: string): void {
  window.setStatusBarMessage(statusBarText(icon, words), 4000);
}
