import * as vscode from 'vscode';

/** Resolves when the window has the focus: at once if it does. */
export async function untilFocused(): Promise<void> {
  if (vscode.window.state.focused) return;
  await new Promise<void>((resolve) => {
    const listening = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (!focused) return;
      listening.dispose();
      resolve();
    });
  });
}
