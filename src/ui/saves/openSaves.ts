import * as vscode from 'vscode';
import { InvalidArgumentError } from '../../model/errors';
import type { Save } from '../../save/save';
import { isInProgress } from '../../save/saveState';
import type { ResumeOptions, Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import { oneLine } from '../../util/text';
import { byUser, isFromCode, readArgument, readSelection } from '../commandArguments';
import type { CommandHandler, Handlers } from '../commands';
import { FactDocuments } from '../factDocuments';
import { type ROW_COMMANDS, type SAVE_COMMANDS, SCHEMES } from '../ids';
import { notify } from '../text/notify';
import { savePhaseLabel } from '../text/savePhaseLabel';
import { showPick } from '../wizard/quickInput';
import { saveDocument } from './saveDocument';
import type { SaveNode } from './saveRows';
import { SavesView } from './savesView';

/** Dependencies of {@link openSaves}. */
export interface OpenSavesOptions {
  readonly saves: Saves;
  readonly clock: Clock;
  readonly view: vscode.TreeView<SaveNode>;
  /** Makes VS Code refresh one row; undefined refreshes all. */
  readonly redraw: (node: SaveNode | undefined) => void;
  /** The handler of the save command. */
  readonly saveImage: CommandHandler;
}

/** The handlers of the commands on saves. */
export type SaveActions = Handlers<typeof SAVE_COMMANDS> & Pick<Handlers<typeof ROW_COMMANDS>, 'viewDetails'>;

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
      stopFollowing: async (argument) => {
        const save = await resolveSave(argument, vscode.l10n.t('Stop Following'), ({ state }) => isInProgress(state));
        if (save) saves.stopFollowing(save.id);
      },
      checkSave: async (argument) => {
        const save = await resolveSave(argument, vscode.l10n.t('Check Status'), isCheckable);
        const resumption = save && (await confirmResume(save));
        if (!resumption) return;
        if (save.state.phase === 'unwatched') saves.resumeFollowing(save.id, resumption);
        else saves.checkNow(save.id, resumption);
      },
      saveAgain: async (argument) => {
        const title = vscode.l10n.t('Save Again');
        const save = await resolveSave(
          argument,
          title,
          ({ state, request }) => request !== undefined && !isInProgress(state),
        );
        if (!save) return;
        const answers = sameAnswers(save);
        await saveImage(isFromCode(argument) ? answers : byUser(answers));
      },
      removeSave: async (argument, selected) => {
        const selectedSaves = readSelection(selected, 'save').flatMap(({ id }) => saves.get(id) ?? []);
        const one =
          selectedSaves.length > 1
            ? undefined
            : await resolveSave(argument, vscode.l10n.t('Remove from List'), hasEnded);
        removeSaves(saves, one ? [one] : selectedSaves.filter(hasEnded));
      },
      viewDetails: async (argument) => {
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
  return { connection, notebookId: notebook.id, ...others, ...(isFree && { tag }) };
}

function hasEnded({ state }: Save): boolean {
  return !isInProgress(state);
}

/** True if the save is no longer followed and its outcome may have changed. */
function isCheckable({ state }: Save): boolean {
  return state.phase === 'outcomeUnknown' || state.phase === 'unwatched';
}

/**
 * Resolves the save of a command from a tree row or an ID. Without an argument, asks the user to pick one for which
 * `fits` is true. Undefined if canceled, or after a message that there is none.
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

/**
 * Asks how to resume following a save. Asks only if the notebook was to be stopped afterwards, because someone may be
 * using it.
 *
 * @returns undefined if canceled
 */
async function confirmResume({ stopping, notebook }: Save): Promise<ResumeOptions | undefined> {
  if (stopping.kind !== 'wanted') return {};
  const stop = vscode.l10n.t('Stop When Ready');
  const leave = vscode.l10n.t('Keep Running');
  const answer = await notify.question(
    vscode.l10n.t('Stop {notebook} when the image is ready?', {
      notebook: oneLine(notebook.name || notebook.id, 60),
    }),
    vscode.l10n.t(
      'You chose Save and Stop for this save. The notebook has kept running since, and someone may be working in it.',
    ),
    stop,
    leave,
  );
  if (answer === undefined) return undefined;
  return { leaveRunning: answer === leave };
}

/** Asks the user to pick a save, even if there is only one, so that they see which it is. Undefined if canceled. */
export async function pickSave(saves: readonly Save[], title: string): Promise<Save | undefined> {
  const items = saves.map((save) => ({
    label: oneLine(save.notebook.name, 100) || save.notebook.id,
    description: savePhaseLabel(save.state),
    detail: oneLine(save.reference, 300),
    save,
  }));
  const placeHolder = vscode.l10n.t('Select a save');
  const picked = await showPick(items, {
    title,
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.save;
}

/** Removes ended saves from the list and offers to undo it. */
export function removeSaves(saves: Pick<Saves, 'remove' | 'restore'>, selected: readonly Save[]): void {
  const removed = selected.filter(({ id }) => saves.remove(id));
  const [first] = removed;
  if (first) void offerUndo(saves, removed, first);
}

async function offerUndo(saves: Pick<Saves, 'restore'>, removed: readonly Save[], first: Save): Promise<void> {
  const undo = vscode.l10n.t('Undo');
  const text =
    removed.length === 1
      ? vscode.l10n.t('Removed the save of {notebook} from the list.', {
          notebook: oneLine(first.notebook.name || first.notebook.id, 60),
        })
      : vscode.l10n.t('Removed {count} saves from the list.', { count: removed.length });
  if ((await notify.information(text, undo)) !== undo) return;
  for (const save of removed) saves.restore(save);
}
