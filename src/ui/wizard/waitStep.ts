import * as vscode from 'vscode';
import type { Answer, Step } from './answer';
import { createPick } from './quickInput';

/** A wizard step that waits for work to finish. */
export interface WaitStep<T> extends Step {
  /** Describes the work. */
  readonly placeholder: string;
  readonly work: (signal: AbortSignal) => Promise<T>;
}

/**
 * Shows a busy quick pick until the work is done. Back and Esc abort the work.
 *
 * @throws any error of the work
 */
export async function askToWait<T>(step: WaitStep<T>): Promise<Answer<T>> {
  const pick = createPick();
  const { title, step: number, totalSteps, placeholder, back } = step;
  const buttons = back ? [vscode.QuickInputButtons.Back] : [];
  Object.assign(pick, { title, step: number, totalSteps, placeholder, buttons, ignoreFocusOut: true, busy: true });
  const closed = new AbortController();
  const listeners: vscode.Disposable[] = [];
  try {
    return await new Promise<Answer<T>>((resolve, reject) => {
      listeners.push(
        pick.onDidTriggerButton(() => resolve({ kind: 'back', value: undefined })),
        pick.onDidHide(() => resolve({ kind: 'cancelled' })),
      );
      pick.show();
      step.work(closed.signal).then((value) => resolve({ kind: 'next', value }), reject);
    });
  } finally {
    closed.abort();
    for (const listener of listeners) listener.dispose();
    pick.dispose();
  }
}
