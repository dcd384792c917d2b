import * as vscode from 'vscode';
import type { NotebookDetails } from '../../../model/notebook';
import { oneLine } from '../../../util/text';
import { SCHEMES } from '../../ids';
import { notebookDocument } from './notebookDocument';
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
