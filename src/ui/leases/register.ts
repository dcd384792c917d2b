import * as vscode from 'vscode';
import type { ModelArtsClient } from '../../api/modelArtsClient';
import { renewalMs } from '../../model/lease';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import type { Disposable } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { oneLine } from '../../util/text';
import { byUser } from '../commandArguments';
import { commandId } from '../ids';
import type { KnownNotebooks } from '../notebooks/notebookLists';
import { RememberedAnswers, type ValueStore } from '../saves/flow/rememberedAnswers';
import { settings } from '../settings';
import { type LoadUi, showError } from '../showError';
import { sentences } from '../text/formats';
import { leaseText } from '../text/labels';
import { notify } from '../text/notify';
import { withCancel } from '../withProgress';
import { type EndingNotebook, type ReminderAnswer, remindOfLeases } from './leaseReminder';

/** Dependencies of {@link registerLeaseReminder}. */
export interface RegisterLeaseReminderOptions {
  readonly notebooks: KnownNotebooks;
  readonly clientFor: (connection: string) => Promise<Pick<ModelArtsClient, 'getNotebook' | 'renewLease'>>;
  readonly saves: Saves;
  /** Returns the service's time, in milliseconds since the epoch. */
  readonly serviceNow: (connection: string) => number;
  readonly clock: Clock;
  readonly log: Logger;
  /** VS Code's global memento. */
  readonly answers: ValueStore;
  readonly loadUi: LoadUi;
}

/** Starts the lease reminder for the notebooks that the tree has loaded, and runs the action the user chooses. */
export function registerLeaseReminder(options: RegisterLeaseReminderOptions): Disposable {
  const { notebooks, saves, answers, log, loadUi } = options;
  const remembered = new RememberedAnswers(answers);
  return remindOfLeases({
    ...options,
    rows: notebooks.all,
    onDidChangeRows: notebooks.onDidChange,
    saves: () => saves.list,
    savedAt: (connection, id) => remembered.of(connection, id)?.at,
    store: answers,
    isEnabled: () => settings.notifications() === 'all',
    ask: askLeaseReminder,
    save: ({ connection, notebook }) =>
      vscode.commands.executeCommand(commandId('saveImage'), byUser({ notebookId: notebook.id, connection })),
    renew: async (ending) => {
      try {
        await renew(options, ending);
      } catch (error) {
        void showError(error, log, loadUi, { notebook: ending.notebook.name });
      }
    },
  });
}

/** Renews the lease for its original duration, starting now. */
async function renew(
  { clientFor, notebooks }: RegisterLeaseReminderOptions,
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
  await notebooks.readOne(connection, notebook.id);
}

/** Warns that a notebook is about to stop and that its changes are not saved as an image. */
async function askLeaseReminder({ notebook, leftMs }: EndingNotebook): Promise<ReminderAnswer> {
  const save = vscode.l10n.t('Save Now');
  const renew = vscode.l10n.t('Renew');
  const never = vscode.l10n.t("Don't Remind Again");
  const message = sentences(
    leaseText(oneLine(notebook.name, 60), leftMs),
    vscode.l10n.t("It hasn't been saved since it started."),
  );
  switch (await notify.warning(message, save, renew, never)) {
    case save:
      return 'save';
    case renew:
      return 'renew';
    case never:
      return 'never';
    default:
      return undefined;
  }
}
