import * as vscode from 'vscode';
import { VIEWS } from './ids';

/** Runs `work` with a signal that aborts when VS Code's token is canceled. Removes its listener afterwards. */
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

/** Runs `work` and shows its progress in the notebooks view. */
export async function withViewProgress<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return vscode.window.withProgress({ location: { viewId: VIEWS.notebooks } }, (_progress, token) =>
    withCancel(token, work),
  );
}
