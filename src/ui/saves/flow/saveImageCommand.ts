import * as vscode from 'vscode';
import { NotSavableError } from '../../../model/errors';
import { whyNotSavable } from '../../../model/whyNotSavable';
import type { AcceptedSave } from '../../../save/saves';
import { isNonInteractive, readSaveArguments, selectedNotebooks } from '../../commandArguments';
import type { SaveDeps } from '../saveDeps';
import { createDraft, propose } from './createDraft';
import { firstStage, replaceTakenTag } from './firstStage';
import { readNotebook } from './readNotebook';
import { saveBatch } from './saveBatch';
import { saveFlow } from './saveFlow';
import { type SaveSession, withSaveSession } from './saveSession';
import { submitSave } from './submitSave';

/**
 * Asks for what neither the caller nor an earlier save of the notebook answers, confirms, and starts the save.
 *
 * Rows of several notebooks (`selected`) get one set of answers. In an untrusted workspace every save is confirmed, whatever the
 * caller wants.
 *
 * Resolves once the service has accepted it, or with undefined when the person backs out.
 * @throws whatever keeps it from being accepted (see Saves.accepted), NotSavableError, InvalidRequestError.
 */
export async function saveImageCommand(
  deps: SaveDeps,
  argument: unknown,
  selected?: unknown,
): Promise<AcceptedSave | undefined> {
  return withSaveSession(deps, readSaveArguments(argument), async (session) => {
    const several = selectedNotebooks(selected);
    if (several.length > 1) {
      await saveBatch(session, several);
      return undefined;
    }
    const { given } = session;
    if (given.notebookId !== undefined && isNonInteractive(given) && vscode.workspace.isTrusted) {
      return saveNonInteractive(session, given.notebookId);
    }
    const notebookId = given.notebookId ?? (await obviousNotebook(session));
    if (notebookId === undefined) return saveFlow(session, { at: 'notebook' });
    const draft = await createDraft(session, notebookId);
    return draft && saveFlow(session, await firstStage(session, draft));
  });
}

/**
 * The notebook that needs no question: one that was saved before, and is the only one that runs or the one this window is
 * connected to. A list of several pages is not read to its end: a person picks faster.
 */
async function obviousNotebook(session: SaveSession): Promise<string | undefined> {
  const { client, remembered, connection, here, signal } = session;
  if (remembered.latestNotebook(connection.name) === undefined) return undefined;
  const title = vscode.l10n.t('Loading notebooks…');
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title, cancellable: false },
    async () => {
      for await (const { notebooks, complete } of client.streamNotebooks({ withFree: true }, signal)) {
        await here.search(notebooks, signal);
        const running = notebooks.filter(({ status }) => status === 'RUNNING');
        const id = here.id ?? (complete && running.length === 1 ? running[0]?.id : undefined);
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
