import * as vscode from 'vscode';
import type { Answer, Step } from './answer';
import { createPick } from './quickInput';

export interface WaitStep<T> extends Step {
  /** What is waited for. */
  readonly placeholder: string;
  readonly work: (signal: AbortSignal) => Promise<T>;
}

/**
 * Shows that something is waited for, in the place where the flow goes on; Back and Esc end the work.
 *
 * @throws what the work throws
 */
export async function askToWait<T>(step: WaitStep<T>): Promise<Answer<T>> {
  const pick = createPick();
  const { title, step: number, totalSteps, placeholder, back } = step;
  const buttons = back ? [vscode.QuickInputButtons.Back] : [];
  Object.assign(pick, { title, step: number, totalSteps, placeholder, buttons, ignoreFocusOut: true, busy: true });
  const closed = new AbortController();
  const listening: vscode.Disposable[] = [];
  try {
    return await new Promise<Answer<T>>((resolve, reject) => {
      listening.push(
        pick.onDidTriggerButton(() => resolve({ kind: 'back', value: undefined })),
        pick.onDidHide(() => resolve({ kind: 'cancelled' })),
      );
      pick.show();
      step.work(closed.signal).then((value) => resolve({ kind: 'next', value }), reject);
    });
  } finally {
    closed.abort();
    for (const each of listening) each.dispose();
    pick.dispose();
  }
}
