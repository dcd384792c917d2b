import * as vscode from 'vscode';
import { askText } from '../ask/quickInput';
import { inView } from './inView';
import { type CareTools, notebookTarget } from './notebookTarget';

const HOUR = 3_600_000;
/** Hours that the service takes. Source: API page RenewLease. */
const LEAST_HOURS = 1;
const MOST_HOURS = 72;

/** Asks for how long the notebook is to run on, and lets it. */
export async function renewLease(tools: CareTools, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Renew Lease');
  const target = await notebookTarget(tools, argument, 'renewable', title);
  if (!target) return;
  const hours = await askText({
    title,
    prompt: vscode.l10n.t('Hours from now until it stops by itself'),
    placeHolder: vscode.l10n.t('{least} to {most}', { least: LEAST_HOURS, most: MOST_HOURS }),
    value: '4',
    check: (text) => (hoursIn(text) === undefined ? notHours() : undefined),
  });
  const runOn = hours === undefined ? undefined : hoursIn(hours);
  if (runOn === undefined) return;
  await inView(async (signal) => {
    await target.client.renewLease(target.id, runOn * HOUR, signal);
    await target.list?.readOne(target.id);
  });
}

/** A whole number of hours that the service takes; undefined for all else. */
export function hoursIn(text: string): number | undefined {
  const hours = Number(text.trim());
  return /^\d{1,2}$/.test(text.trim()) && hours >= LEAST_HOURS && hours <= MOST_HOURS ? hours : undefined;
}

function notHours(): string {
  return vscode.l10n.t('Enter a whole number from {least} to {most}.', { least: LEAST_HOURS, most: MOST_HOURS });
}
