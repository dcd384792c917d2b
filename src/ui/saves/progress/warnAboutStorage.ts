import * as vscode from 'vscode';
import type { StorageError } from '../../../save/saveStore';
import type { Saves } from '../../../save/saves';
import type { Disposable } from '../../../util/disposable';
import { oneLine } from '../../../util/text';
import { notify } from '../../text/notify';

/**
 * Warns once that saves cannot be stored, so that they are forgotten when the window closes. They are followed anyway.
 */
export function warnAboutStorage(saves: Saves): Disposable {
  return saves.onDidStorageFail((error) => void notify.warning(warning(error)));
}

function warning({ reason, code, folder: path }: StorageError): string {
  const folder = oneLine(path, 300);
  switch (reason) {
    case 'full':
      return vscode.l10n.t(
        'The disk is full, so saves are followed only in this window and forgotten when it closes. Free up space for {folder}.',
        { folder },
      );
    case 'readOnly':
      return vscode.l10n.t(
        "Can't write to {folder} ({code}). Saves are followed only in this window and forgotten when it closes.",
        { folder, code: code ?? '' },
      );
    case 'other':
      return vscode.l10n.t(
        "Can't use {folder} ({code}). Saves are followed only in this window and forgotten when it closes.",
        { folder, code: code ?? '' },
      );
  }
}
