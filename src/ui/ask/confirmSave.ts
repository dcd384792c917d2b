import * as vscode from 'vscode';
import type { ImageRequest } from '../../model/imageRequest';
import { imageReference } from '../../model/reference';
import { oneLine } from '../../util/text';

export interface ConfirmSaveOptions {
  readonly notebookName: string;
  readonly registry: string;
  readonly request: ImageRequest;
  /** Where volumes are mounted in this notebook; what is there is not saved. */
  readonly mountPaths: readonly string[];
}

const WORK_FOLDER = '/home/ma-user/work';

/** Says what a save does to the notebook, what it keeps and what not; true = go on. It cannot be taken back. */
export async function confirmSave({
  notebookName,
  registry,
  request,
  mountPaths,
}: ConfirmSaveOptions): Promise<boolean> {
  const save = vscode.l10n.t('Save Image');
  const notebook = oneLine(notebookName, 60);
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Save {notebook} as an image?', { notebook }),
    { modal: true, detail: detail(imageReference(registry, request), mountPaths) },
    save,
  );
  return answer === save;
}

function detail(reference: string, mountPaths: readonly string[]): string {
  const folders = new Set([WORK_FOLDER, ...mountPaths.map((path) => oneLine(path, 100).replace(/\/+$/, ''))]);
  return [
    reference,
    vscode.l10n.t(
      'The notebook is unavailable while it is being saved, often for several minutes. This cannot be cancelled.',
    ),
    vscode.l10n.t('Kept: installed packages and plug-ins.'),
    vscode.l10n.t('Not kept: mounted folders ({folders}). Their files stay where they are.', {
      folders: [...folders].join(', '),
    }),
  ].join('\n\n');
}
