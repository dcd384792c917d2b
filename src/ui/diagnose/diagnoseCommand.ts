import * as vscode from 'vscode';
import type { Clients } from '../../connections/clients';
import { notify } from '../messages/notify';
import { withCancel } from '../withCancel';
import { diagnosisReport } from './diagnosisReport';
import type { ReportDocuments } from './reportDocuments';
import { type Verdict, verdictOf } from './verdict';

/** What a report says of this extension, and where issues with it go. */
export interface ExtensionFacts {
  readonly id: string;
  readonly version: string;
  /** Address of the repository's issues. */
  readonly issues: string;
}

export interface DiagnoseDeps {
  readonly clients: Pick<Clients, 'diagnose'>;
  readonly reports: Pick<ReportDocuments, 'show'>;
  readonly extension: ExtensionFacts;
}

/** Diagnoses the connection in use, opens the report, and offers to copy it or to report an issue. Changes nothing. */
export async function diagnoseCommand({ clients, reports, extension }: DiagnoseDeps): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Diagnosing the connection to ModelArts'),
    cancellable: true,
  };
  const diagnosis = await vscode.window.withProgress(options, (_progress, token) =>
    withCancel(token, clients.diagnose),
  );
  const report = diagnosisReport(diagnosis, extension.version);
  await reports.show(vscode.l10n.t('ModelArts Connection'), report);
  // The message stays until it is answered; the command is over.
  void offer(verdictOf(diagnosis), report, extension);
}

async function offer({ text, reason }: Verdict, report: string, extension: ExtensionFacts): Promise<void> {
  const copy = vscode.l10n.t('Copy');
  const issue = vscode.l10n.t('Report Issue');
  const show = reason === undefined ? notify.information : notify.warning;
  const answer = await show(vscode.l10n.t('{verdict}. The report has the details.', { verdict: text }), copy, issue);
  if (answer === copy) await vscode.env.clipboard.writeText(report);
  if (answer === issue) await reportIssue(extension, text, report);
}

/** Opens VS Code's own issue reporter, filled in; where it has none, the page of the repository's issues. */
async function reportIssue({ id, issues }: ExtensionFacts, issueTitle: string, issueBody: string): Promise<void> {
  try {
    await vscode.commands.executeCommand('vscode.openIssueReporter', { extensionId: id, issueTitle, issueBody });
  } catch {
    await vscode.env.openExternal(vscode.Uri.parse(issues));
  }
}
