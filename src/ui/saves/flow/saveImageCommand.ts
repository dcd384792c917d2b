import * as vscode from 'vscode';
import { NotSavableError } from '../../../model/errors';
import { whyNotSavable } from '../../../model/notebookAbilities';
import type { AcceptedSave } from '../../../save/saves';
import { isNonInteractive, readSaveArguments, readSelection } from '../../commandArguments';
import type { SaveDeps } from '../saveDeps';
import { createDraft, propose } from './createDraft';
import { readNotebook } from './readNotebook';
import { saveBatch } from './saveBatch';
import { saveFlow } from './saveFlow';
import { type SaveSession, withSaveSession } from './saveSession';
import { firstStage, replaceTakenTag } from './saveStage';
import { submitSave } from './submitSave';

/**
 * Runs the save command: asks for answers that neither the caller nor an earlier save provides, confirms, and starts
 * the save.
 *
 * If several rows are selected, all notebooks get one set of answers. In an untrusted workspace every save is
 * confirmed, even if the caller disabled questions.
 *
 * Resolves once the service has accepted the save; undefined if canceled.
 *
 * @throws errors of Saves.accepted, NotSavableError, InvalidRequestError
 */
export async function saveImageCommand(
  deps: SaveDeps,
  argument: unknown,
  selected?: unknown,
): Promise<AcceptedSave | undefined> {
  return withSaveSession(deps, readSaveArguments(argument), async (session) => {
    const selectedRows = readSelection(selected, 'notebook');
    if (selectedRows.length > 1) {
      await saveBatch(session, selectedRows);
      return undefined;
    }
    const { args } = session;
    if (args.notebookId !== undefined && isNonInteractive(args) && vscode.workspace.isTrusted) {
      return saveNonInteractive(session, args.notebookId);
    }
    const notebookId = args.notebookId ?? (await likelyNotebook(session));
    if (notebookId === undefined) return saveFlow(session, { at: 'notebook' });
    const draft = await createDraft(session, notebookId);
    return draft && saveFlow(session, await firstStage(session, draft));
  });
}

/**
 * Returns the notebook to save without asking: one that was saved before and is either the only running one or the one
 * this window is connected to. Reads only the first page, because picking is faster than loading the rest.
 */
async function likelyNotebook(session: SaveSession): Promise<string | undefined> {
  const { client, remembered, connection, currentNotebook, signal } = session;
  if (remembered.latestNotebook(connection.name) === undefined) return undefined;
  const title = vscode.l10n.t('Loading notebooks…');
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title, cancellable: false },
    async () => {
      for await (const { notebooks, complete } of client.streamNotebooks({ includeFree: true }, signal)) {
        await currentNotebook.search(notebooks, signal);
        const running = notebooks.filter(({ status }) => status === 'RUNNING');
        const id = currentNotebook.id ?? (complete && running.length === 1 ? running[0]?.id : undefined);
        return id !== undefined && remembered.of(connection.name, id) ? id : undefined;
      }
      return undefined;
    },
  );
}

async function saveNonInteractive(session: SaveSession, notebookId: string): Promise<AcceptedSave> {
  const notebook = await readNotebook(session.client, notebookId);
  const reason = whyNotSavable(notebook);
  if (reason) throw new NotSavableError(notebook.name, reason, notebook.status);
  const draft = await replaceTakenTag(session, { notebook, request: propose(session, notebook) });
  return submitSave(session, draft, { stopAfterwards: false });
}
