import * as vscode from 'vscode';
import type { Notebook } from '../../../model/notebook';
import { notebookAbilities } from '../../../model/notebookAbilities';
import { readSelection } from '../../commandArguments';
import { copyText } from '../../copy/copyText';
import { showPick } from '../../wizard/quickInput';
import { type NotebookDeps, notebookTarget } from './notebookTarget';
import { reportMissingSsh, sshCommand, sshEndpointOf } from './openNotebook';

/** Copies the name, id or SSH command of a notebook. If several are selected, copies one name or id per line. */
export async function copyNotebookAs(deps: NotebookDeps, argument: unknown, selected: unknown): Promise<void> {
  const title = vscode.l10n.t('Copy As');
  const target = await notebookTarget(deps, argument, undefined, title);
  if (!target) return;
  const { client, id, list } = target;
  const selection = readSelection(selected, 'notebook').map((each) => each.id);
  const ids = selection.length > 1 ? selection : [id];
  const notebooks: Notebook[] = [];
  for (const each of ids)
    notebooks.push(list?.get(each) ?? (await client.getNotebook(each, new AbortController().signal)));
  const isSshable = notebooks.length === 1 && notebooks.some((each) => notebookAbilities(each).includes('sshable'));
  const [names, allIds] = [notebooks.map(({ name }) => name).join('\n'), ids.join('\n')];
  const forms = [
    { label: vscode.l10n.t('Name'), detail: names, text: names },
    { label: vscode.l10n.t('Notebook ID'), detail: allIds, text: allIds },
    ...(isSshable ? [{ label: vscode.l10n.t('SSH Command'), text: undefined }] : []),
  ];
  const picked = await showPick(forms, { title, placeHolder: vscode.l10n.t('Select what to copy') });
  if (!picked) return;
  if (picked.text !== undefined) return copyText(picked.label, picked.text);
  // The endpoint changes with each start, so it is read again.
  const endpoint = await sshEndpointOf(target);
  if (endpoint) await copyText(picked.label, sshCommand(endpoint));
  else reportMissingSsh(target);
}
