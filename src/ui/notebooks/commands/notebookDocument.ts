import * as vscode from 'vscode';
import type { NotebookDetails, Volume } from '../../../model/notebook';
import { whyNotSavable } from '../../../model/whyNotSavable';
import { oneLine } from '../../../util/text';
import { timeText } from '../../text/formats';
import { notebookStatusLabel } from '../../text/labels';
import { notSavableMessage } from '../../text/notSavableMessage';
import { sentences } from '../../text/sentences';
import { leaseLeft } from '../notebookRow';

type Fact = readonly [label: string, value: string | undefined];

/**
 * Formats the details of a notebook as text, one fact per line. The details contain neither its token nor its browser
 * address.
 *
 * @param now service time in milliseconds since the epoch
 */
export function notebookDocument(notebook: NotebookDetails, now: number): string {
  const reason = whyNotSavable(notebook);
  const why = reason && notSavableMessage(reason, notebook);
  return [
    oneLine(notebook.name, 400) || notebook.id,
    '',
    ...lines(facts(notebook, now)),
    ...(why ? ['', sentences(why.message, why.remedy)] : []),
    ...section(vscode.l10n.t('Image'), imageFacts(notebook)),
    ...section(vscode.l10n.t('SSH'), sshFacts(notebook)),
    ...section(vscode.l10n.t('Storage'), storageFacts(notebook)),
    ...section(vscode.l10n.t('Start'), startFacts(notebook)),
    '',
  ].join('\n');
}

function facts(notebook: NotebookDetails, now: number): readonly Fact[] {
  const { leaseEndsAt } = notebook;
  const left = leaseLeft(notebook, now);
  const end = leaseEndsAt === undefined ? undefined : timeText(leaseEndsAt);
  return [
    [vscode.l10n.t('ID'), notebook.id],
    [vscode.l10n.t('Status'), notebookStatusLabel(notebook.status)],
    [vscode.l10n.t('Reason'), notebook.failReason],
    [vscode.l10n.t('Description'), notebook.description],
    [vscode.l10n.t('Owner'), notebook.ownerName ?? notebook.ownerId],
    [vscode.l10n.t('Flavor'), notebook.flavor],
    [vscode.l10n.t('Resource pool'), notebook.poolName],
    [vscode.l10n.t('Workspace'), notebook.workspaceId],
    [vscode.l10n.t('Kind'), notebook.feature === 'DEFAULT' ? vscode.l10n.t('Free') : notebook.feature],
    [vscode.l10n.t('Stops automatically'), left === undefined ? end : `${end} (${left})`],
    [vscode.l10n.t('Created'), timeText(notebook.createdAt)],
    [vscode.l10n.t('Updated'), timeText(notebook.updatedAt)],
  ];
}

function imageFacts({ image }: NotebookDetails): readonly Fact[] {
  return [
    [vscode.l10n.t('Name'), image.name],
    [vscode.l10n.t('Reference'), image.reference],
    [vscode.l10n.t('ID'), image.id],
  ];
}

function sshFacts({ sshUri, keyPairs }: NotebookDetails): readonly Fact[] {
  return [
    [vscode.l10n.t('Endpoint'), sshUri],
    [vscode.l10n.t('Key pairs'), keyPairs.join(', ')],
  ];
}

function storageFacts({ volume, dataVolumes }: NotebookDetails): readonly Fact[] {
  return [volume, ...dataVolumes].filter((each) => each !== undefined).map(volumeFact);
}

function volumeFact({ mountPath, category, capacityGb }: Volume): Fact {
  const size = capacityGb === undefined ? undefined : vscode.l10n.t('{size} GB', { size: capacityGb });
  return [mountPath ?? vscode.l10n.t('Volume'), [category, size].filter(Boolean).join(', ')];
}

function startFacts({ progress }: NotebookDetails): readonly Fact[] {
  return progress.map(({ step, status, description }) => [`${step}`, [description, status].filter(Boolean).join(': ')]);
}

function section(title: string, entries: readonly Fact[]): readonly string[] {
  const reported = lines(entries);
  return reported.length === 0 ? [] : ['', title, ...reported.map((line) => `  ${line}`)];
}

function lines(entries: readonly Fact[]): readonly string[] {
  return entries.flatMap(([label, value]) => (value ? [`${label}: ${oneLine(value)}`] : []));
}
