import type * as vscode from 'vscode';

/** Runs `work` with a signal that aborts when VS Code's token is cancelled. Removes its listener afterwards. */
export async function withCancel<T>(
  token: vscode.CancellationToken,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const subscription = token.onCancellationRequested(() => controller.abort());
  try {
    return await work(controller.signal);
  } finally {
    subscription.dispose();
  }
}
