import * as vscode from 'vscode';
import { withViewProgress } from '../../withProgress';
import { askText } from '../../wizard/quickInput';
import { type NotebookDeps, notebookTarget } from './notebookTarget';

const HOUR_MS = 3_600_000;
/** Range that the service accepts, in hours. Source: API page RenewLease. */
const MIN_HOURS = 1;
const MAX_HOURS = 72;

/** Asks for a number of hours and renews the notebook's lease. */
export async function renewLease(deps: NotebookDeps, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Renew Lease');
  const target = await notebookTarget(deps, argument, 'renewable', title);
  if (!target) return;
  const hours = await askText({
    title,
    prompt: vscode.l10n.t('Stop automatically after (hours)'),
    placeHolder: vscode.l10n.t('{least} to {most}', { least: MIN_HOURS, most: MAX_HOURS }),
    value: '4',
    check: (text) => (parseHours(text) === undefined ? invalidHoursMessage() : undefined),
  });
  const parsedHours = hours === undefined ? undefined : parseHours(hours);
  if (parsedHours === undefined) return;
  await withViewProgress(async (signal) => {
    await target.client.renewLease(target.id, parsedHours * HOUR_MS, signal);
    await target.list?.readOne(target.id);
  });
}

/** Parses a whole number of hours in the accepted range; undefined if invalid. */
export function parseHours(text: string): number | undefined {
  const hours = Number(text.trim());
  return /^\d{1,2}$/.test(text.trim()) && hours >= MIN_HOURS && hours <= MAX_HOURS ? hours : undefined;
}

function invalidHoursMessage(): string {
  return vscode.l10n.t('Enter a whole number from {least} to {most}.', { least: MIN_HOURS, most: MAX_HOURS });
}
