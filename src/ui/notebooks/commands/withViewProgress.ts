import * as vscode from 'vscode';
import { VIEWS } from '../../ids';
import { withCancel } from '../../withCancel';

/** Runs `work` and shows its progress in the notebooks view. */
export async function withViewProgress<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return vscode.window.withProgress({ location: { viewId: VIEWS.notebooks } }, (_progress, token) =>
    withCancel(token, work),
  );
}
