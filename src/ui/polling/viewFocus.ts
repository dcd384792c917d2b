import * as vscode from 'vscode';
import { type Disposable, disposeAll } from '../../util/disposable';
import { Emitter, type Event } from '../../util/event';

/** Whether somebody looks. What is drawn for nobody is not asked for. */
export interface ViewFocus {
  readonly isLooking: boolean;
  /** It may have changed. */
  readonly onDidChange: Event<void>;
}

/** Somebody looks at a view while it is visible in a window that has the focus. */
export function attentionTo(
  view: Pick<vscode.TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>,
): ViewFocus & Disposable {
  const changed = new Emitter<void>();
  const parts = disposeAll([
    changed,
    view.onDidChangeVisibility(() => changed.fire()),
    vscode.window.onDidChangeWindowState(() => changed.fire()),
  ]);
  return {
    get isLooking() {
      return view.visible && vscode.window.state.focused;
    },
    onDidChange: changed.event,
    dispose: () => parts.dispose(),
  };
}
