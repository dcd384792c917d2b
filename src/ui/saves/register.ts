import * as vscode from 'vscode';
import type { Saves } from '../../save/saves';
import { type Disposable, disposeAll } from '../../util/disposable';
import { lazy } from '../../util/promises';
import { COMMANDS, CONTEXT, INTERNAL_COMMANDS, VIEWS } from '../ids';
import type { OpenSavesOptions, openSaves, SaveActions } from './openSaves';
import { savesInProgress } from './progress/savingText';
import type { SaveNode } from './saveRows';

/** Dependencies of {@link registerSavesView}. */
export interface SavesOptions extends Omit<OpenSavesOptions, 'view' | 'redraw'> {
  readonly loadUi: () => Promise<{ readonly openSaves: typeof openSaves }>;
}

/** The saves view. */
export interface ShownSaves extends Disposable {
  readonly actions: SaveActions;
  /** Returns the selected rows. */
  readonly selection: () => readonly SaveNode[];
}

/**
 * Registers the saves view, with a badge while a save is in progress. Its implementation is loaded when the view first
 * becomes visible or a command runs.
 */
export function registerSavesView(options: SavesOptions): ShownSaves {
  const { saves, loadUi } = options;
  const rowsChanged = new vscode.EventEmitter<SaveNode | undefined>();
  const view = vscode.window.createTreeView<SaveNode>(VIEWS.saves, {
    canSelectMany: true,
    treeDataProvider: {
      onDidChangeTreeData: rowsChanged.event,
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
    const open = openSaves({ ...options, view, redraw: (node) => rowsChanged.fire(node) });
    opened = open;
    return open;
  });
  const updateBadge = (): void => {
    view.badge = badge(saves);
    void vscode.commands.executeCommand('setContext', CONTEXT.hasSaves, saves.list.length > 0);
  };
  const revealOldest = async (): Promise<void> => {
    const oldest = savesInProgress(saves).at(-1);
    if (oldest) await view.reveal({ kind: 'save', id: oldest.id }, { select: true, focus: true });
    else await vscode.commands.executeCommand(`${VIEWS.saves}.focus`);
  };
  const run = (id: keyof SaveActions) => async (argument: unknown, selected?: unknown) =>
    (await open()).actions[id](argument, selected);
  const parts = disposeAll([
    rowsChanged,
    view,
    vscode.commands.registerCommand(INTERNAL_COMMANDS.revealSave, revealOldest),
    saves.onDidChange(updateBadge),
    saves.onDidRemove(updateBadge),
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
