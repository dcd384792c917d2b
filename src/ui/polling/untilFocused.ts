import * as vscode from 'vscode';

/** Resolves when the window has the focus; immediately if it already does. */
export async function untilFocused(): Promise<void> {
  if (vscode.window.state.focused) return;
  await new Promise<void>((resolve) => {
    const subscription = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (!focused) return;
      subscription.dispose();
      resolve();
    });
  });
}
