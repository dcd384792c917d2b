import type * as vscode from 'vscode';

/** Runs `work` with a signal that aborts when VS Code's token is cancelled, and leaves nothing listening behind. */
export async function withCancel<T>(
  token: vscode.CancellationToken,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const listening = token.onCancellationRequested(() => stop.abort());
  try {
    return await work(stop.signal);
  } finally {
    listening.dispose();
  }
}
