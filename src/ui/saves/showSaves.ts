import * as vscode from 'vscode';
import type { Saves } from '../../save/saves';
import { type Disposable, disposeAll } from '../../util/disposable';
import { lazy } from '../../util/lazy';
import { COMMANDS, CONTEXT, INTERNAL_COMMANDS, VIEWS } from '../ids';
import type { OpenSavesOptions, openSaves, SaveActions } from './openSaves';
import { savesInProgress } from './progress/savingText';
import type { SaveNode } from './saveNode';

export interface SavesOptions extends Omit<OpenSavesOptions, 'view' | 'redraw'> {
  readonly loadUi: () => Promise<{ readonly openSaves: typeof openSaves }>;
}

export interface ShownSaves extends Disposable {
  readonly actions: SaveActions;
  /** Rows that are selected. */
  readonly selection: () => readonly SaveNode[];
}

/** The view of saves, with a badge while one is under way. What is behind it is loaded when somebody first looks at it. */
export function showSaves(options: SavesOptions): ShownSaves {
  const { saves, loadUi } = options;
  const redrawn = new vscode.EventEmitter<SaveNode | undefined>();
  const view = vscode.window.createTreeView<SaveNode>(VIEWS.saves, {
    canSelectMany: true,
    treeDataProvider: {
      onDidChangeTreeData: redrawn.event,
      getChildren: async (node) => {
        const { rows } = await open();
        await saves.readEnded();
        return rows.getChildren(node);
      },
      getTreeItem: async (node) => (await open()).rows.getTreeItem(node),
      getParent: () => undefined,
    },
  });
  let opened: Disposable | undefined;
  const open = lazy(async () => {
    const { openSaves } = await loadUi();
    const open = openSaves({ ...options, view, redraw: (node) => redrawn.fire(node) });
    opened = open;
    return open;
  });
  const drawBadge = (): void => {
    view.badge = badge(saves);
    void vscode.commands.executeCommand('setContext', CONTEXT.hasSaves, saves.list.length > 0);
  };
  const revealLongest = async (): Promise<void> => {
    const longest = savesInProgress(saves).at(-1);
    if (longest) await view.reveal({ kind: 'save', id: longest.id }, { select: true, focus: true });
    else await vscode.commands.executeCommand(`${VIEWS.saves}.focus`);
  };
  const run = (id: keyof SaveActions) => async (argument: unknown, selected?: unknown) =>
    (await open()).actions[id](argument, selected);
  const parts = disposeAll([
    redrawn,
    view,
    vscode.commands.registerCommand(INTERNAL_COMMANDS.revealSave, revealLongest),
    saves.onDidChange(drawBadge),
    saves.onDidRemove(drawBadge),
    { dispose: () => opened?.dispose() },
  ]);
  return {
    actions: {
      [COMMANDS.stopFollowing]: run(COMMANDS.stopFollowing),
      [COMMANDS.checkSave]: run(COMMANDS.checkSave),
      [COMMANDS.saveAgain]: run(COMMANDS.saveAgain),
      [COMMANDS.removeSave]: run(COMMANDS.removeSave),
      [COMMANDS.viewDetails]: run(COMMANDS.viewDetails),
    },
    selection: () => view.selection,
    dispose: () => parts.dispose(),
  };
}

function badge(saves: Saves): vscode.ViewBadge | undefined {
  const value = savesInProgress(saves).length;
  if (value === 0) return undefined;
  const tooltip =
    value === 1
      ? vscode.l10n.t('1 notebook is being saved')
      : vscode.l10n.t('{count} notebooks are being saved', { count: value });
  return { value, tooltip };
}
