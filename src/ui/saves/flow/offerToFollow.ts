import * as vscode from 'vscode';
import type { Notebook } from '../../../model/notebook';
import { oneLine } from '../../../util/text';
import { notify } from '../../text/notify';
import type { SaveSession } from './saveSession';

/** Offers to follow the save of a notebook that is being saved already, from here or by somebody else. */
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
  const words = vscode.l10n.t('{notebook} is already being saved. You can follow that save.', { notebook: name });
  if ((await notify.information(words, follow)) !== follow) return;
  saves.follow({ connection: connection.name, notebook, image: undefined });
}
