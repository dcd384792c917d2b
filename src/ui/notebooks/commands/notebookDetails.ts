import * as vscode from 'vscode';
import type { NotebookDetails, Volume } from '../../../model/notebook';
import { whyNotSavable } from '../../../model/notebookAbilities';
import { oneLine } from '../../../util/text';
import { SCHEMES } from '../../ids';
import { sentences, timeText } from '../../text/formats';
import { notebookStatusLabel } from '../../text/labels';
import { notSavableMessage } from '../../text/notSavableMessage';
import { leaseLeft } from '../notebookRow';
import { type NotebookDeps, notebookTarget } from './notebookTarget';

/** Opens a read-only document with the details of a notebook. */
export async function showNotebookDetails(deps: NotebookDeps, argument: unknown): Promise<void> {
  const target = await notebookTarget(deps, argument, undefined, vscode.l10n.t('View Details'));
  if (!target) return;
  const name = target.list?.get(target.id)?.name ?? '';
  const title = oneLine(name, 100).replaceAll(/[/\\]/g, ' ') || target.id;
  const query = new URLSearchParams({ connection: target.connection, id: target.id }).toString();
  const document = await vscode.workspace.openTextDocument(
    vscode.Uri.from({ scheme: SCHEMES.notebook, path: `/${title}`, query }),
  );
  await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
}

/** Dependencies of {@link readNotebookDocument}. */
export interface NotebookDocumentDeps extends Pick<NotebookDeps, 'clientFor' | 'serviceNow'> {
  /** Passes the details on to the list that shows the notebook. */
  readonly put: (connection: string, notebook: NotebookDetails) => void;
}

/**
 * Reads a notebook and returns the text of its details document.
 *
 * @throws ModelArtsError if the notebook cannot be read
 */
export async function readNotebookDocument(
  { clientFor, serviceNow, put }: NotebookDocumentDeps,
  uri: vscode.Uri,
): Promise<string> {
  const query = new URLSearchParams(uri.query);
  const connection = query.get('connection') ?? '';
  const client = await clientFor(connection);
  const details = await client.getNotebook(query.get('id') ?? '', new AbortController().signal);
  put(connection, details);
  return notebookDocument(details, serviceNow(connection));
}

type Fact = readonly [label: string, value: string | undefined];

/**
 * Formats the details of a notebook as text, one fact per line. The details contain neither its token nor its browser
 * address.
 *
 * @param now service time in milliseconds since the epoch
 */
function notebookDocument(notebook: NotebookDetails, now: number): string {
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
