import * as vscode from 'vscode';
import type { NotebookDetails } from '../../../model/notebook';
import { oneLine } from '../../../util/text';
import { SCHEMES } from '../../ids';
import { notebookDocument } from './notebookDocument';
import { type NotebookDeps, notebookTarget } from './notebookTarget';

/** Opens a read-only document with all that is known of a notebook. */
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

export interface NotebookDocumentDeps extends Pick<NotebookDeps, 'clientFor' | 'serviceNow'> {
  /** Takes what the service said of the notebook, for whoever draws it elsewhere. */
  readonly put: (connection: string, notebook: NotebookDetails) => void;
}

/**
 * The text of such a document.
 *
 * @throws an error of the family when the service does not give the notebook
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
