import * as vscode from 'vscode';
import type { Save } from '../../save/save';
import { oneLine } from '../../util/text';
import { savePhaseLabel } from '../text/savePhaseLabel';
import { showPick } from '../wizard/quickInput';

/** Asks the user to pick a save, even if there is only one, so that they see which it is. Undefined if cancelled. */
export async function pickSave(saves: readonly Save[], title: string): Promise<Save | undefined> {
  const items = saves.map((save) => ({
    label: oneLine(save.notebook.name, 100) || save.notebook.id,
    description: savePhaseLabel(save.state),
    detail: oneLine(save.reference, 300),
    save,
  }));
  const placeHolder = vscode.l10n.t('Select a save');
  const picked = await showPick(items, {
    title,
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.save;
}
