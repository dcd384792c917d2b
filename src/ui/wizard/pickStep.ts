import * as vscode from 'vscode';
import type { Answer, Step } from './answer';
import { createPick, drawn, type RowFacts } from './quickInput';

/** A row to pick from; one without a value cannot be picked, and its detail says why. */
export interface PickRow<T> extends RowFacts {
  readonly value?: T;
}

export interface PickStep<T> extends Step {
  readonly placeholder: string;
  readonly rows: readonly PickRow<T>[];
  /** The row to begin on; the first unless one fits. */
  readonly isActive?: (value: T) => boolean;
}

/** Asks for one of several things. Looking elsewhere keeps the list open; Esc leaves the whole flow. */
export async function askPick<T>(step: PickStep<T>): Promise<Answer<T>> {
  const pick = createPick<PickRow<T>>();
  const { title, step: number, totalSteps, placeholder, rows, back, isActive } = step;
  const buttons = back ? [vscode.QuickInputButtons.Back] : [];
  Object.assign(pick, { title, placeholder, buttons, ignoreFocusOut: true });
  // One question alone needs no count.
  if (totalSteps > 1) Object.assign(pick, { step: number, totalSteps });
  const items = rows.map(drawn);
  Object.assign(pick, { matchOnDescription: true, matchOnDetail: true, items });
  const active = items.filter(({ value }) => value !== undefined && isActive?.(value));
  if (active.length > 0) pick.activeItems = active;
  const listening: vscode.Disposable[] = [];
  try {
    return await new Promise<Answer<T>>((resolve) => {
      listening.push(
        pick.onDidAccept(() => {
          const row = pick.activeItems[0];
          if (row?.value !== undefined) resolve({ kind: 'next', value: row.value });
          else if (row?.detail) pick.title = row.detail;
        }),
        pick.onDidTriggerButton(() => resolve({ kind: 'back', value: undefined })),
        pick.onDidHide(() => resolve({ kind: 'cancelled' })),
      );
      pick.show();
    });
  } finally {
    for (const each of listening) each.dispose();
    pick.dispose();
  }
}
