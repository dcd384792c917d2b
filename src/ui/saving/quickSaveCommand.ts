import type { AcceptedSave } from '../../save/saves';
import { openDraft } from './openDraft';
import { quickStage } from './quickStage';
import { readSaveArguments } from './saveArguments';
import { saveFlow } from './saveFlow';
import { asksNothing, saveImageCommand } from './saveImageCommand';
import { type SaveSession, withSaveSession } from './saveSession';
import type { SaveTools } from './saveTools';

/**
 * Saves with the answers of the last time and a fresh tag, after one confirmation. A notebook that was never saved from here is
 * asked for as {@link saveImageCommand} does. Without a notebook given it is the only one that runs, else the one saved last where
 * that runs, else one that is picked.
 *
 * @throws as {@link saveImageCommand}
 */
export async function quickSaveCommand(tools: SaveTools, argument: unknown): Promise<AcceptedSave | undefined> {
  const given = readSaveArguments(argument);
  if (asksNothing(given.save)) return saveImageCommand(tools, argument);
  return withSaveSession(tools, given, async (session) => {
    const notebookId = session.given.notebookId ?? (await obviousNotebook(session));
    if (notebookId === undefined) return saveFlow(session, { at: 'notebook', quick: true });
    const draft = await openDraft(session, notebookId);
    return draft && saveFlow(session, await quickStage(session, draft));
  });
}

/** Looks at the first page of notebooks alone: with more than that, nothing is obvious. */
async function obviousNotebook({ client, remembered, connection, signal }: SaveSession): Promise<string | undefined> {
  for await (const { notebooks } of client.listNotebooks({}, signal)) {
    const running = notebooks.filter(({ status }) => status === 'RUNNING').map(({ id }) => id);
    const latest = remembered.latestNotebook(connection.name);
    return running.length === 1 ? running[0] : running.find((id) => id === latest);
  }
  return undefined;
}
