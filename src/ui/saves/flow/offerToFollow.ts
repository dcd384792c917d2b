import * as vscode from 'vscode';
import type { Notebook } from '../../../model/notebook';
import { oneLine } from '../../../util/text';
import { notify } from '../../text/notify';
import type { SaveSession } from './saveSession';

/** Offers to follow a save in progress that another user or tool started. */
export async function offerToFollow(
  { saves, connection }: Pick<SaveSession, 'saves' | 'connection'>,
  notebook: Pick<Notebook, 'id' | 'name'>,
): Promise<void> {
  const name = oneLine(notebook.name, 60);
  if (saves.ofNotebook(notebook.id)) {
    await notify.information(
      vscode.l10n.t('{notebook} is already being saved. Following that save.', { notebook: name }),
    );
    return;
  }
  const follow = vscode.l10n.t('Follow');
  const text = vscode.l10n.t('{notebook} is already being saved. You can follow that save.', { notebook: name });
  if ((await notify.information(text, follow)) !== follow) return;
  saves.follow({ connection: connection.name, notebook, image: undefined });
}
