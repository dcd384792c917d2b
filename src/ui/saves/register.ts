import * as vscode from 'vscode';
import type { Saves } from '../../save/saves';
import { type Disposable, disposeAll } from '../../util/disposable';
import { lazy } from '../../util/promises';
import { byUser } from '../commandArguments';
import { type CommandHandler, type HandledCommand, withHandlers } from '../commands';
import { CONTEXT, INTERNAL_COMMANDS, SAVE_COMMANDS, VIEWS } from '../ids';
import type { WindowEndpoint } from '../remote/windowEndpoint';
import type { saveImageCommand } from './flow/saveImageCommand';
import type { openSaves, SaveActions } from './openSaves';
import { savesInProgress } from './progress/savingText';
import type { SaveDeps } from './saveDeps';
import type { SaveNode } from './saveRows';

/** Dependencies of {@link registerSavesView}. */
export interface SavesOptions extends Omit<SaveDeps, 'windowEndpoint'> {
  readonly loadUi: () => Promise<{
    readonly openSaves: typeof openSaves;
    readonly saveImageCommand: typeof saveImageCommand;
    readonly WindowEndpoint: typeof WindowEndpoint;
  }>;
}

/** The save command and the saves view. */
export interface ShownSaves extends Disposable {
  readonly saveImage: CommandHandler;
  readonly commands: readonly HandledCommand[];
  readonly actions: () => Promise<SaveActions>;
  /** Returns the selected rows. */
  readonly selection: () => readonly SaveNode[];
}

/**
 * Creates the save command and registers the saves view, with a badge while a save is in progress. Their
 * implementation is loaded when the view first becomes visible or a command runs.
 */
export function registerSavesView(options: SavesOptions): ShownSaves {
  const { saves, loadUi } = options;
  const windowEndpoint = lazy(async () => new (await loadUi()).WindowEndpoint(options.log));
  const deps: SaveDeps = { ...options, windowEndpoint: async () => (await windowEndpoint()).get() };
  const saveImage: CommandHandler = async (argument, selected) =>
    (await loadUi()).saveImageCommand(deps, argument, selected);
  const rowsChanged = new vscode.EventEmitter<SaveNode | undefined>();
  const view = vscode.window.createTreeView<SaveNode>(VIEWS.saves, {
    canSelectMany: true,
    treeDataProvider: {
      onDidChangeTreeData: rowsChanged.event,
      getChildren: async (node) => {
        const { rows } = await open();
        await saves.readEnded();
        return (await rows.getChildren(node))?.map(byUser);
      },
      getTreeItem: async (node) => (await open()).rows.getTreeItem(node),
      getParent: () => undefined,
    },
  });
  let opened: Disposable | undefined;
  const open = lazy(async () => {
    const { openSaves } = await loadUi();
    const open = openSaves({ ...options, saveImage, view, redraw: (node) => rowsChanged.fire(node) });
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
  const actions = async (): Promise<SaveActions> => (await open()).actions;
  const parts = disposeAll([
    rowsChanged,
    view,
    vscode.commands.registerCommand(INTERNAL_COMMANDS.revealSave, revealOldest),
    saves.onDidChange(updateBadge),
    saves.onDidRemove(updateBadge),
    { dispose: () => opened?.dispose() },
  ]);
  return {
    saveImage,
    commands: withHandlers(SAVE_COMMANDS, actions),
    actions,
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
