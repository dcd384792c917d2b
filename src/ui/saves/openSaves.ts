import * as vscode from 'vscode';
import { InvalidArgumentError } from '../../model/errors';
import type { Save } from '../../save/save';
import { isInProgress } from '../../save/saveState';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import { isFromCode, readArgument, selectedIds } from '../commandArguments';
import type { CommandActions } from '../commands';
import { FactDocuments } from '../factDocuments';
import { COMMANDS, SCHEMES } from '../ids';
import { notify } from '../text/notify';
import { confirmResume } from './confirmResume';
import { pickSave } from './pickSave';
import { removeSaves } from './removeSaves';
import { saveDocument } from './saveDocument';
import type { SaveNode } from './saveNode';
import { SavesView } from './savesView';

/** Dependencies of {@link openSaves}. */
export interface OpenSavesOptions {
  readonly saves: Saves;
  readonly clock: Clock;
  readonly view: vscode.TreeView<SaveNode>;
  /** Makes VS Code refresh one row; undefined refreshes all. */
  readonly redraw: (node: SaveNode | undefined) => void;
  /** Runs the save command with an argument. */
  readonly saveImage: (argument: unknown) => unknown;
}

/** The handlers of the commands on saves. */
export type SaveActions = Pick<
  CommandActions,
  | typeof COMMANDS.stopFollowing
  | typeof COMMANDS.checkSave
  | typeof COMMANDS.saveAgain
  | typeof COMMANDS.removeSave
  | typeof COMMANDS.viewDetails
>;

/** The loaded part of the saves view. */
export interface OpenSaves extends Disposable {
  readonly rows: vscode.TreeDataProvider<SaveNode>;
  readonly actions: SaveActions;
}

/** Creates the rows of the saves view, their documents and their commands. */
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
    saves.onDidChange(() => documents.refresh()),
    saves.onDidReadEnded(() => documents.refresh()),
  ]);
  const resolveSave = (argument: unknown, title: string, fits: (save: Save) => boolean): Promise<Save | undefined> =>
    saveOfArgument(saves, argument, title, fits);
  return {
    rows: view.rows,
    actions: {
      [COMMANDS.stopFollowing]: async (argument) => {
        const save = await resolveSave(argument, vscode.l10n.t('Stop Following'), ({ state }) => isInProgress(state));
        if (save) saves.stopFollowing(save.id);
      },
      [COMMANDS.checkSave]: async (argument) => {
        const save = await resolveSave(argument, vscode.l10n.t('Check Status'), isCheckable);
        const resumption = save && (await confirmResume(save));
        if (!resumption) return;
        if (save.state.phase === 'unwatched') saves.resumeFollowing(save.id, resumption);
        else saves.checkNow(save.id, resumption);
      },
      [COMMANDS.saveAgain]: async (argument) => {
        const title = vscode.l10n.t('Save Again');
        const save = await resolveSave(
          argument,
          title,
          ({ state, request }) => request !== undefined && !isInProgress(state),
        );
        if (save) await saveImage(sameAnswers(save));
      },
      [COMMANDS.removeSave]: async (argument, selected) => {
        const selectedSaves = selectedIds(selected, 'save').flatMap((id) => saves.get(id) ?? []);
        const one =
          selectedSaves.length > 1
            ? undefined
            : await resolveSave(argument, vscode.l10n.t('Remove from List'), hasEnded);
        removeSaves(saves, one ? [one] : selectedSaves.filter(hasEnded));
      },
      [COMMANDS.viewDetails]: async (argument) => {
        const save = await resolveSave(argument, vscode.l10n.t('View Details'), () => true);
        if (save) await documents.show(save.id, save.notebook.name || save.notebook.id);
      },
    },
    dispose: () => parts.dispose(),
  };
}

/** Returns a save's answers as an argument of the save command. Includes the tag only if no image can have it. */
export function sameAnswers({ connection, notebook, request, state }: Save): object {
  const { tag, ...others } = request ?? {};
  const isFree = state.phase === 'refused' || state.phase === 'notSent' || state.phase === 'notSaved';
  return { kind: 'save', connection, notebookId: notebook.id, ...others, ...(isFree && { tag }) };
}

function hasEnded({ state }: Save): boolean {
  return !isInProgress(state);
}

/** True if the save is no longer followed and its outcome may have changed. */
function isCheckable({ state }: Save): boolean {
  return state.phase === 'outcomeUnknown' || state.phase === 'unwatched';
}

/**
 * Resolves the save of a command from a tree row or an id. Without an argument, asks the user to pick one for which
 * `fits` is true. Undefined if cancelled, or after a message that there is none.
 *
 * @throws InvalidArgumentError if the argument is no save, or if code passed a save that does not fit
 */
async function saveOfArgument(
  saves: Saves,
  argument: unknown,
  title: string,
  fits: (save: Save) => boolean,
): Promise<Save | undefined> {
  const id = readArgument(argument, ['save'], 'notSave')?.id;
  await saves.readEnded();
  const matching = saves.list.filter((save) => fits(save) && (id === undefined || save.id === id));
  if (matching.length > 0) return id === undefined ? pickSave(matching, title) : matching[0];
  if (isFromCode(argument)) throw new InvalidArgumentError('noSuchSave');
  void notify.information(vscode.l10n.t('No saves are available for this action.'));
  return undefined;
}

async function textOf(saves: Saves, id: string): Promise<string> {
  if (!saves.get(id)) await saves.readEnded();
  const save = saves.get(id);
  return save ? saveDocument(save, saves.usualMs(save)) : vscode.l10n.t('This save is no longer in the list.');
}
