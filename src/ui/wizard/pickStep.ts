import * as vscode from 'vscode';
import type { Answer, Step } from './answer';
import { createPick, escapeRow, type RowFacts } from './quickInput';

/** A row of a pick step. A row without a value cannot be picked; its detail says why. */
export interface PickRow<T> extends RowFacts {
  readonly value?: T;
}

/** A wizard step that picks one of several rows. */
export interface PickStep<T> extends Step {
  readonly placeholder: string;
  readonly rows: readonly PickRow<T>[];
  /** Selects the initially active row; by default, the first. */
  readonly isActive?: (value: T) => boolean;
}

/** Shows a quick pick. It stays open when it loses focus; Esc cancels the flow. */
export async function askPick<T>(step: PickStep<T>): Promise<Answer<T>> {
  const pick = createPick<PickRow<T>>();
  const { title, step: number, totalSteps, placeholder, rows, back, isActive } = step;
  const buttons = back ? [vscode.QuickInputButtons.Back] : [];
  Object.assign(pick, { title, placeholder, buttons, ignoreFocusOut: true });
  // A single step needs no step count.
  if (totalSteps > 1) Object.assign(pick, { step: number, totalSteps });
  const items = rows.map(escapeRow);
  Object.assign(pick, { matchOnDescription: true, matchOnDetail: true, items });
  const active = items.filter(({ value }) => value !== undefined && isActive?.(value));
  if (active.length > 0) pick.activeItems = active;
  const listeners: vscode.Disposable[] = [];
  try {
    return await new Promise<Answer<T>>((resolve) => {
      listeners.push(
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
    for (const listener of listeners) listener.dispose();
    pick.dispose();
  }
}
