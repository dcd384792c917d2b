import * as vscode from 'vscode';
import { askText } from '../../wizard/quickInput';
import { type NotebookDeps, notebookTarget } from './notebookTarget';
import { withViewProgress } from './withViewProgress';

const HOUR = 3_600_000;
/** Hours that the service takes. Source: API page RenewLease. */
const MIN_HOURS = 1;
const MAX_HOURS = 72;

/** Asks for how long the notebook is to run on, and lets it. */
export async function renewLease(deps: NotebookDeps, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Renew Lease');
  const target = await notebookTarget(deps, argument, 'renewable', title);
  if (!target) return;
  const hours = await askText({
    title,
    prompt: vscode.l10n.t('Stop automatically after (hours)'),
    placeHolder: vscode.l10n.t('{least} to {most}', { least: MIN_HOURS, most: MAX_HOURS }),
    value: '4',
    check: (text) => (hoursIn(text) === undefined ? notHours() : undefined),
  });
  const runOn = hours === undefined ? undefined : hoursIn(hours);
  if (runOn === undefined) return;
  await withViewProgress(async (signal) => {
    await target.client.renewLease(target.id, runOn * HOUR, signal);
    await target.list?.readOne(target.id);
  });
}

/** A whole number of hours that the service takes; undefined for all else. */
export function hoursIn(text: string): number | undefined {
  const hours = Number(text.trim());
  return /^\d{1,2}$/.test(text.trim()) && hours >= MIN_HOURS && hours <= MAX_HOURS ? hours : undefined;
}

function notHours(): string {
  return vscode.l10n.t('Enter a whole number from {least} to {most}.', { least: MIN_HOURS, most: MAX_HOURS });
}
