import type { AcceptedSave } from '../../save/saves';
import { openDraft } from './openDraft';
import { quickStage } from './quickStage';
import { asksNothing, readSaveArguments } from './saveArguments';
import { saveFlow } from './saveFlow';
import { saveImageCommand } from './saveImageCommand';
import { type SaveSession, withSaveSession } from './saveSession';
import type { SaveTools } from './saveTools';

/**
 * Saves with the answers of the last time and a fresh tag, after one confirmation. A notebook that was never saved from here is
 * asked for as {@link saveImageCommand} does. Without a notebook given it is the only one that runs, else the one this window is
 * connected to, else the one saved last where that runs, else one that is picked.
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

/** Looks at the first page of notebooks alone, and the free ones: with more than that, nothing is obvious. */
async function obviousNotebook(session: SaveSession): Promise<string | undefined> {
  const { client, remembered, connection, here, signal } = session;
  for await (const { notebooks } of client.streamNotebooks({ withFree: true }, signal)) {
    const running = notebooks.filter(({ status }) => status === 'RUNNING').map(({ id }) => id);
    if (running.length === 1) return running[0];
    await here.look(notebooks, signal);
    const latest = remembered.latestNotebook(connection.name);
    return here.id ?? running.find((id) => id === latest);
  }
  return undefined;
}
