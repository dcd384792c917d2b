import * as vscode from 'vscode';
import type { Save } from '../../save/save';
import { oneLine } from '../../util/text';
import { savePhaseWord } from '../messages/savePhaseWord';
import { withoutIcons } from '../messages/withoutIcons';

/** Lets a person pick one of these saves, also where there is one alone: they see which it is. Undefined when they back out. */
export async function pickSave(saves: readonly Save[], title: string): Promise<Save | undefined> {
  const items = saves.map((save) => ({
    label: withoutIcons(oneLine(save.notebook.name, 100)) || save.notebook.id,
    description: savePhaseWord(save.state),
    detail: withoutIcons(oneLine(save.reference, 300)),
    save,
  }));
  const placeHolder = vscode.l10n.t('Which save?');
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder,
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.save;
}
