import * as vscode from 'vscode';
import { type Disposable, disposeAll } from '../../util/disposable';
import { Emitter, type Event } from '../../util/event';

/** Whether the user can see a view. Data for hidden views is not requested. */
export interface ViewFocus {
  readonly isFocused: boolean;
  /** Fires when `isFocused` may have changed. */
  readonly onDidChange: Event<void>;
}

/** Returns the focus of a view: focused while it is visible in a window that has the focus. */
export function viewFocusOf(
  view: Pick<vscode.TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>,
): ViewFocus & Disposable {
  const changed = new Emitter<void>();
  const parts = disposeAll([
    changed,
    view.onDidChangeVisibility(() => changed.fire()),
    vscode.window.onDidChangeWindowState(() => changed.fire()),
  ]);
  return {
    get isFocused() {
      return view.visible && vscode.window.state.focused;
    },
    onDidChange: changed.event,
    dispose: () => parts.dispose(),
  };
}

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
