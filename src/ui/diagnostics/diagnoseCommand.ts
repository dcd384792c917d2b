import * as vscode from 'vscode';
import type { LazyClients } from '../../connections/lazyClients';
import { isModelArtsError } from '../../model/errors';
import { notify } from '../text/notify';
import { withCancel } from '../withProgress';
import { type Conclusion, conclusionOf, diagnosisReport } from './diagnosisReport';
import type { ReportDocuments } from './reportDocuments';

/** Facts about this extension for reports and issues. */
export interface ExtensionFacts {
  readonly id: string;
  readonly version: string;
  /** URL of the repository's issues. */
  readonly issues: string;
}

/** Dependencies of {@link diagnoseCommand}. */
export interface DiagnoseDeps {
  readonly clients: Pick<LazyClients, 'diagnose'>;
  readonly reports: Pick<ReportDocuments, 'show'>;
  readonly extension: ExtensionFacts;
}

/**
 * Diagnoses the connection in use with read-only requests, opens the report, and offers to copy it or to report an issue.
 *
 * @throws NotConnectedError when the settings have no connection, not even an invalid one
 */
export async function diagnoseCommand({ clients, reports, extension }: DiagnoseDeps): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Diagnosing the connection to ModelArts'),
    cancellable: true,
  };
  const diagnosis = await vscode.window.withProgress(options, (_progress, token) =>
    withCancel(token, clients.diagnose),
  );
  const { connection, problems } = diagnosis;
  if (connection.status === 'rejected' && problems.length === 0 && isNoConnection(connection.reason)) {
    throw connection.reason;
  }
  const report = diagnosisReport(diagnosis, extension.version);
  await reports.show(vscode.l10n.t('ModelArts Connection'), report);
  // Not awaited: the message may stay open long after the command has finished.
  void offerActions(conclusionOf(diagnosis), report, extension);
}

function isNoConnection(error: unknown): boolean {
  return isModelArtsError(error) && error.kind === 'notConnected' && error.reason === 'noConnection';
}

async function offerActions({ text, reason }: Conclusion, report: string, extension: ExtensionFacts): Promise<void> {
  const copy = vscode.l10n.t('Copy');
  const issue = vscode.l10n.t('Report Issue');
  const show = reason === undefined ? notify.information : notify.warning;
  const answer = await show(vscode.l10n.t('{verdict}. See the report for details.', { verdict: text }), copy, issue);
  if (answer === copy) await vscode.env.clipboard.writeText(report);
  if (answer === issue) await reportIssue(extension, text, report);
}

/** Length in characters. Browsers and servers accept URLs of about 8,000 characters, and an escaped character takes three. */
const MAX_BODY_LENGTH = 2_500;

/**
 * Opens VS Code's issue reporter, filled in. Opens the repository's issue page instead where there is no reporter, and in the
 * browser, where the reporter accepts no text.
 */
async function reportIssue({ id, issues }: ExtensionFacts, issueTitle: string, issueBody: string): Promise<void> {
  const body = issueBody.slice(0, MAX_BODY_LENGTH);
  const page = `${issues}/new?${new URLSearchParams({ title: issueTitle, body }).toString()}`;
  // A string, because VS Code would unescape parts of a Uri.
  const openPage = (): Thenable<unknown> => vscode.commands.executeCommand('vscode.open', page);
  if (vscode.env.uiKind === vscode.UIKind.Web) {
    await openPage();
    return;
  }
  try {
    await vscode.commands.executeCommand('vscode.openIssueReporter', { extensionId: id, issueTitle, issueBody });
  } catch {
    await openPage();
  }
}
