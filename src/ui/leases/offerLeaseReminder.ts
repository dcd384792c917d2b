import * as vscode from 'vscode';
import type { ModelArtsClient } from '../../api/modelArtsClient';
import type { Connections } from '../../connections/connections';
import { renewalMs } from '../../model/lease';
import type { Notebook } from '../../model/notebook';
import { RememberedAnswers, type ValueStore } from '../../save/rememberedAnswers';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import type { Disposable } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { COMMANDS } from '../ids';
import type { NotebookList } from '../notebooks/notebookList';
import { settings } from '../settings';
import { type LoadErrorWords, showError } from '../showError';
import { withCancel } from '../withCancel';
import { askLeaseReminder } from './askLeaseReminder';
import { type EndingNotebook, remindOfLeases } from './leaseReminder';

export interface OfferLeaseReminderOptions {
  readonly list: NotebookList;
  readonly connections: Connections;
  readonly clientFor: (connection: string) => Promise<Pick<ModelArtsClient, 'getNotebook' | 'renewLease'>>;
  readonly saves: Saves;
  /** The time at the service of a connection, milliseconds since the epoch. */
  readonly serviceNow: (connection: string) => number;
  readonly clock: Clock;
  readonly log: Logger;
  /** What VS Code keeps for the person, in every workspace. */
  readonly answers: ValueStore;
  readonly onDemand: LoadErrorWords;
}

/** Reminds of notebooks that the tree has read and that are about to end unsaved, and does what is answered. */
export function offerLeaseReminder(options: OfferLeaseReminderOptions): Disposable {
  const { list, connections, saves, answers, log, onDemand } = options;
  const remembered = new RememberedAnswers(answers);
  return remindOfLeases({
    ...options,
    rows: () => rowsOf(list, connections.current?.name),
    onDidChangeRows: list.onDidChange,
    saves: () => saves.list,
    savedAt: (connection, id) => remembered.of(connection, id)?.at,
    store: answers,
    isWanted: () => settings.notifications() === 'all',
    ask: askLeaseReminder,
    // As if it were chosen on the notebook's row.
    save: ({ connection, notebook }) =>
      vscode.commands.executeCommand(COMMANDS.quickSave, { kind: 'notebook', connection, notebook }),
    renew: async (ending) => {
      try {
        await renew(options, ending);
      } catch (error) {
        void showError(error, log, onDemand);
      }
    },
  });
}

function* rowsOf(
  list: NotebookList,
  connection: string | undefined,
): Iterable<{ readonly connection: string; readonly notebook: Notebook }> {
  if (connection === undefined) return;
  for (const notebook of list.notebooks) yield { connection, notebook };
}

/** As long again as it was to run, from now. */
async function renew(
  { clientFor, list }: OfferLeaseReminderOptions,
  { connection, notebook }: EndingNotebook,
): Promise<void> {
  const title = vscode.l10n.t('Renewing the lease…');
  const options = { location: vscode.ProgressLocation.Window, title, cancellable: false };
  await vscode.window.withProgress(options, (_progress, token) =>
    withCancel(token, async (signal) => {
      const client = await clientFor(connection);
      const { lease } = await client.getNotebook(notebook.id, signal);
      await client.renewLease(notebook.id, renewalMs(lease?.durationMs), signal);
    }),
  );
  await list.readOne(notebook.id);
}
