import * as vscode from 'vscode';
import type { Clients } from '../../connections/clients';
import { withCancel } from '../withCancel';
import { diagnosisReport } from './diagnosisReport';
import type { ReportDocuments } from './reportDocuments';

export interface DiagnoseDeps {
  readonly clients: Pick<Clients, 'diagnose'>;
  readonly reports: Pick<ReportDocuments, 'show'>;
  /** Of this extension. */
  readonly version: string;
}

/** Looks at the connection in use and opens what was found as a report. Changes nothing. */
export async function diagnoseCommand({ clients, reports, version }: DiagnoseDeps): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Looking at the connection to ModelArts'),
    cancellable: true,
  };
  const diagnosis = await vscode.window.withProgress(options, (_progress, token) =>
    withCancel(token, clients.diagnose),
  );
  await reports.show(vscode.l10n.t('ModelArts Connection'), diagnosisReport(diagnosis, version));
}
