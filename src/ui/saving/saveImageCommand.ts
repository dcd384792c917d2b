import * as vscode from 'vscode';
import { NotSavableError } from '../../model/errors';
import { whyNotSavable } from '../../model/whyNotSavable';
import type { AcceptedSave } from '../../save/saves';
import { openDraft, propose } from './openDraft';
import { readNotebook } from './readNotebook';
import { replaceTakenTag } from './quickStage';
import { asksNothing, readSaveArguments, selectedNotebooks } from './saveArguments';
import { saveFlow } from './saveFlow';
import { saveSeveral } from './saveSeveral';
import { type SaveSession, withSaveSession } from './saveSession';
import type { SaveTools } from './saveTools';
import { submitSave } from './submitSave';

/**
 * Asks what is not given, confirms, and starts the save.
 *
 * Rows of several notebooks (`selected`) get one set of answers. In an untrusted workspace every save is confirmed, whatever the
 * caller wants.
 *
 * Resolves once the service has accepted it, or with undefined when the person backs out.
 * @throws whatever keeps it from being accepted (see Saves.accepted), NotSavableError, InvalidRequestError.
 */
export async function saveImageCommand(
  tools: SaveTools,
  argument: unknown,
  selected?: unknown,
): Promise<AcceptedSave | undefined> {
  return withSaveSession(tools, readSaveArguments(argument), async (session) => {
    const several = selectedNotebooks(selected);
    if (several.length > 1) {
      await saveSeveral(session, several);
      return undefined;
    }
    const { notebookId } = session.given;
    if (notebookId === undefined) return saveFlow(session, { at: 'notebook' });
    const isComplete = asksNothing(session.given);
    if (isComplete && vscode.workspace.isTrusted) return saveUnasked(session, notebookId);
    const draft = await openDraft(session, notebookId);
    if (!draft) return undefined;
    if (!isComplete) return saveFlow(session, { at: 'answers', draft });
    return saveFlow(session, { at: 'confirm', draft: await replaceTakenTag(session, draft), quick: true });
  });
}

async function saveUnasked(session: SaveSession, notebookId: string): Promise<AcceptedSave> {
  const notebook = await readNotebook(session.client, notebookId);
  const reason = whyNotSavable(notebook);
  if (reason) throw new NotSavableError(notebook.name, reason, notebook.status);
  const draft = await replaceTakenTag(session, { notebook, request: propose(session, notebook) });
  return submitSave(session, draft, { stopAfterwards: false });
}
