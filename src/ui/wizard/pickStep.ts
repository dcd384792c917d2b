import * as vscode from 'vscode';
import type { Answer, Step } from './answer';
import { type EscapedRow, escapeRow, type RowFacts } from './quickInput';

/** A list on the screen. */
export type PickList<R extends RowFacts> = vscode.QuickPick<EscapedRow<R>>;

/** A button that answers the step. */
export interface PickButton<T> extends vscode.QuickInputButton {
  readonly value: T;
}

/** A wizard step that picks from a list, with rows of any type. */
export interface ListStep<R extends RowFacts, T> extends Step {
  readonly placeholder: string;
  /** The initial rows. A function is called again each time the user types. */
  readonly rows: readonly R[] | ((typed: string) => readonly R[]);
  /** Returns the initially active row; by default, the first. */
  readonly active?: <Row extends R>(rows: readonly Row[]) => Row | undefined;
  /** Returns the answer for Enter on the active row; undefined keeps the list open. */
  readonly choose: (row: R | undefined, typed: string) => T | undefined;
  /** Returns why a row cannot be picked. It replaces the title. */
  readonly refusal?: (row: R) => string | undefined;
  /** Returns the answer for a row's button. */
  readonly chooseButton?: (row: R, button: vscode.QuickInputButton) => T | undefined;
  /** Title buttons beside Back. */
  readonly buttons?: readonly PickButton<T>[];
  /** The initial filter text. */
  readonly value?: string;
  /** Whether the filter text also matches descriptions; true by default. */
  readonly matchOnDescription?: boolean;
  /** Whether the filter text also matches details; true by default. */
  readonly matchOnDetail?: boolean;
  /** Updates the list while it is open. It may call `answer` in place of the user. The list is busy until it resolves. */
  readonly load?: (list: PickList<R>, answer: (value: T) => void, closed: AbortSignal) => Promise<void>;
}

/**
 * Shows a quick pick. It stays open when it loses focus; Esc cancels the flow.
 *
 * @throws any error that `load` throws
 */
export async function askList<R extends RowFacts, T>(step: ListStep<R, T>): Promise<Answer<T>> {
  const list = createList(step);
  const closed = new AbortController();
  const listeners: vscode.Disposable[] = [];
  try {
    return await new Promise<Answer<T>>((resolve, reject) => {
      const answer = (value: T): void => resolve({ kind: 'next', value });
      const answerIfAny = (value: T | undefined): void => {
        if (value !== undefined) answer(value);
      };
      listeners.push(
        list.onDidAccept(() => {
          const [row] = list.activeItems;
          const value = step.choose(row, list.value.trim());
          const refusal = value === undefined && row ? step.refusal?.(row) : undefined;
          if (refusal !== undefined) list.title = refusal;
          answerIfAny(value);
        }),
        list.onDidChangeValue((typed) => {
          if (typeof step.rows === 'function') list.items = step.rows(typed).map(escapeRow);
        }),
        list.onDidTriggerItemButton(({ item, button }) => answerIfAny(step.chooseButton?.(item, button))),
        list.onDidTriggerButton((button) => {
          if (button === vscode.QuickInputButtons.Back) resolve({ kind: 'back', value: undefined });
          else answerIfAny(step.buttons?.find((each) => each === button)?.value);
        }),
        list.onDidHide(() => resolve({ kind: 'cancelled' })),
      );
      list.show();
      load(list, step, answer, closed.signal).catch(reject);
    });
  } finally {
    closed.abort();
    for (const listener of listeners) listener.dispose();
    list.dispose();
  }
}

function createList<R extends RowFacts, T>(step: ListStep<R, T>): PickList<R> {
  const { title, placeholder, value = '', matchOnDescription = true, matchOnDetail = true } = step;
  const list = vscode.window.createQuickPick<EscapedRow<R>>();
  const buttons = [...(step.back ? [vscode.QuickInputButtons.Back] : []), ...(step.buttons ?? [])];
  Object.assign(list, { title, placeholder, value, buttons, matchOnDescription, matchOnDetail, ignoreFocusOut: true });
  // A single step needs no step count.
  if (step.totalSteps > 1) Object.assign(list, { step: step.step, totalSteps: step.totalSteps });
  list.items = (typeof step.rows === 'function' ? step.rows(value) : step.rows).map(escapeRow);
  const active = step.active?.(list.items);
  if (active) list.activeItems = [active];
  return list;
}

async function load<R extends RowFacts, T>(
  list: PickList<R>,
  step: ListStep<R, T>,
  answer: (value: T) => void,
  closed: AbortSignal,
): Promise<void> {
  if (!step.load) return;
  list.busy = true;
  await step.load(list, answer, closed);
  if (!closed.aborted) list.busy = false;
}

/** A row of a pick step. A row without a value cannot be picked; its detail says why. */
export interface PickRow<T> extends RowFacts {
  readonly value?: T;
  readonly buttons?: readonly PickButton<T>[];
}

/** A wizard step that picks one of several rows, each with its answer. */
export interface PickStep<T> extends Step {
  readonly placeholder: string;
  readonly rows: readonly PickRow<T>[];
  /** Selects the initially active row; by default, the first. */
  readonly isActive?: (value: T) => boolean;
}

/** Shows a quick pick. It stays open when it loses focus; Esc cancels the flow. */
export async function askPick<T>({ isActive, ...step }: PickStep<T>): Promise<Answer<T>> {
  return askList<PickRow<T>, T>({
    ...step,
    active: (rows) => rows.find(({ value }) => value !== undefined && isActive?.(value)),
    choose: (row) => row?.value,
    refusal: ({ detail }) => detail,
    chooseButton: ({ buttons }, button) => buttons?.find((each) => each === button)?.value,
  });
}

/** A wizard step that waits for work to finish. */
export interface WaitStep<T> extends Step {
  /** Describes the work. */
  readonly placeholder: string;
  readonly work: (signal: AbortSignal) => Promise<T>;
}

/**
 * Shows a busy quick pick until the work is done. Back and Esc abort the work.
 *
 * @throws any error from the work
 */
export async function askToWait<T>({ work, ...step }: WaitStep<T>): Promise<Answer<T>> {
  return askList<never, T>({
    ...step,
    rows: [],
    choose: () => undefined,
    load: async (_list, answer, closed) => answer(await work(closed)),
  });
}
