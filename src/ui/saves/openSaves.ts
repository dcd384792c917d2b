import * as vscode from 'vscode';
import { InvalidArgumentError } from '../../model/errors';
import type { Save } from '../../save/save';
import { isInProgress } from '../../save/saveState';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import { readArgument, selectedIds } from '../commandArgument';
import type { CommandActions } from '../commands';
import { FactDocuments } from '../factDocuments';
import { COMMANDS, SCHEMES } from '../ids';
import { isFromCode } from '../isFromCode';
import { notify } from '../text/notify';
import { confirmResume } from './confirmResume';
import { pickSave } from './pickSave';
import { removeSaves } from './removeSaves';
import { saveDocument } from './saveDocument';
import type { SaveNode } from './saveNode';
import { SavesView } from './savesView';

export interface OpenSavesOptions {
  readonly saves: Saves;
  readonly clock: Clock;
  readonly view: vscode.TreeView<SaveNode>;
  /** Lets VS Code ask for one row anew, or for all. */
  readonly redraw: (node: SaveNode | undefined) => void;
  /** Runs the command that saves, with answers. */
  readonly saveImage: (argument: unknown) => unknown;
}

/** What people can do with saves. */
export type SaveActions = Pick<
  CommandActions,
  | typeof COMMANDS.stopFollowing
  | typeof COMMANDS.checkSave
  | typeof COMMANDS.saveAgain
  | typeof COMMANDS.removeSave
  | typeof COMMANDS.viewDetails
>;

export interface OpenSaves extends Disposable {
  readonly rows: vscode.TreeDataProvider<SaveNode>;
  readonly actions: SaveActions;
}

/** Everything about the saves there are and were: the rows of the view, their documents and their commands. */
export function openSaves(options: OpenSavesOptions): OpenSaves {
  const { saves, saveImage } = options;
  const view = new SavesView(options);
  const documents = new FactDocuments({
    scheme: SCHEMES.save,
    textOf: (id) => textOf(saves, id),
    isKnown: (id) => saves.get(id) !== undefined,
  });
  const parts = disposeAll([
    view,
    documents,
    saves.onDidChange(() => documents.report()),
    saves.onDidReadEnded(() => documents.report()),
  ]);
  const choose = (argument: unknown, title: string, fits: (save: Save) => boolean): Promise<Save | undefined> =>
    saveArgument(saves, argument, title, fits);
  return {
    rows: view.rows,
    actions: {
      [COMMANDS.stopFollowing]: async (argument) => {
        const save = await choose(argument, vscode.l10n.t('Stop Following'), ({ state }) => isInProgress(state));
        if (save) saves.stopFollowing(save.id);
      },
      [COMMANDS.checkSave]: async (argument) => {
        const save = await choose(argument, vscode.l10n.t('Check Status'), isUnclear);
        const how = save && (await confirmResume(save));
        if (!how) return;
        if (save.state.phase === 'unwatched') saves.resumeFollowing(save.id, how);
        else saves.checkNow(save.id, how);
      },
      [COMMANDS.saveAgain]: async (argument) => {
        const title = vscode.l10n.t('Save Again');
        const save = await choose(
          argument,
          title,
          ({ state, request }) => request !== undefined && !isInProgress(state),
        );
        if (save) await saveImage(sameAnswers(save));
      },
      [COMMANDS.removeSave]: async (argument, selected) => {
        const several = selectedIds(selected, 'save').flatMap((id) => saves.get(id) ?? []);
        const one = several.length > 1 ? undefined : await choose(argument, vscode.l10n.t('Remove from List'), isOver);
        removeSaves(saves, one ? [one] : several.filter(isOver));
      },
      [COMMANDS.viewDetails]: async (argument) => {
        const save = await choose(argument, vscode.l10n.t('View Details'), () => true);
        if (save) await documents.show(save.id, save.notebook.name || save.notebook.id);
      },
    },
    dispose: () => parts.dispose(),
  };
}

/** The answers of a save as the argument of the command that saves. Its tag goes with them only if no image can have it. */
export function sameAnswers({ connection, notebook, request, state }: Save): object {
  const { tag, ...others } = request ?? {};
  const isFree = state.phase === 'refused' || state.phase === 'notSent' || state.phase === 'notSaved';
  return { kind: 'save', connection, notebookId: notebook.id, ...others, ...(isFree && { tag }) };
}

function isOver({ state }: Save): boolean {
  return !isInProgress(state);
}

/** Not followed any more, and there may be news of it. */
function isUnclear({ state }: Save): boolean {
  return state.phase === 'outcomeUnknown' || state.phase === 'unwatched';
}

/**
 * The save that a command is meant for: of the row it was called on, of the id that code gave, else the one a person picks
 * among those that fit; undefined, after saying so, when there is none.
 *
 * @throws InvalidArgumentError for what is no save, and for code that names none of those that fit
 */
async function saveArgument(
  saves: Saves,
  argument: unknown,
  title: string,
  fits: (save: Save) => boolean,
): Promise<Save | undefined> {
  const id = readArgument(argument, ['save'], 'notSave')?.id;
  await saves.readEnded();
  const fitting = saves.list.filter((save) => fits(save) && (id === undefined || save.id === id));
  if (fitting.length > 0) return id === undefined ? pickSave(fitting, title) : fitting[0];
  if (isFromCode(argument)) throw new InvalidArgumentError('noSuchSave');
  void notify.information(vscode.l10n.t('No saves are available for this action.'));
  return undefined;
}

async function textOf(saves: Saves, id: string): Promise<string> {
  if (!saves.get(id)) await saves.readEnded();
  const save = saves.get(id);
  return save ? saveDocument(save, saves.usualMs(save)) : vscode.l10n.t('This save is no longer in the list.');
}
