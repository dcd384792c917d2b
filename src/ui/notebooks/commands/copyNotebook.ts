import * as vscode from 'vscode';
import type { Notebook } from '../../../model/notebook';
import { notebookAbilities } from '../../../model/notebookAbilities';
import { selectedIds } from '../../commandArgument';
import { copyText } from '../../copy/copyText';
import { showPick } from '../../wizard/quickInput';
import { type NotebookDeps, notebookTarget } from './notebookTarget';
import { reportMissingSsh, sshCommand, sshEndpointOf } from './openSsh';

/** Lets a person copy the name, the id or the SSH command of a notebook; of several, one name or id a line. */
export async function copyNotebookAs(deps: NotebookDeps, argument: unknown, selected: unknown): Promise<void> {
  const title = vscode.l10n.t('Copy As');
  const target = await notebookTarget(deps, argument, undefined, title);
  if (!target) return;
  const { client, id, list } = target;
  const several = selectedIds(selected, 'notebook');
  const ids = several.length > 1 ? several : [id];
  const known: Notebook[] = [];
  for (const each of ids) known.push(list?.get(each) ?? (await client.getNotebook(each, new AbortController().signal)));
  const isSshable = known.length === 1 && known.some((each) => notebookAbilities(each).includes('sshable'));
  const [names, allIds] = [known.map(({ name }) => name).join('\n'), ids.join('\n')];
  const forms = [
    { label: vscode.l10n.t('Name'), detail: names, text: names },
    { label: vscode.l10n.t('Notebook ID'), detail: allIds, text: allIds },
    ...(isSshable ? [{ label: vscode.l10n.t('SSH Command'), text: undefined }] : []),
  ];
  const picked = await showPick(forms, { title, placeHolder: vscode.l10n.t('Select what to copy') });
  if (!picked) return;
  if (picked.text !== undefined) return copyText(picked.label, picked.text);
  // It changes with each start.
  const endpoint = await sshEndpointOf(target);
  if (endpoint) await copyText(picked.label, sshCommand(endpoint));
  else reportMissingSsh(target);
}
