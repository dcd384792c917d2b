import * as vscode from 'vscode';
import type { Save } from '../../save/save';
import { oneLine } from '../../util/text';
import { savePhaseWord } from '../messages/savePhaseWord';
import { withoutIcons } from '../messages/withoutIcons';

/** Lets a person pick one of these saves; undefined when they back out. One alone is not asked about. */
export async function pickSave(saves: readonly Save[], title: string): Promise<Save | undefined> {
  if (saves.length <= 1) return saves[0];
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
