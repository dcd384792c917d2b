import * as vscode from 'vscode';
import { l10n } from 'vscode';
import {
  copyReferenceAs,
  copySaveAs,
  REFERENCE_FORMS,
  type ReferenceForm,
  SAVE_FORMS,
  type SaveForm,
} from '../../model/copyAs';
import type { SaveTarget } from '../../model/imageRequest';
import type { Shell } from '../../model/shellWord';
import { showStatusBarMessage } from '../text/formats';

/** A format that can be copied. */
export interface CopyForm {
  /** Name of the format. */
  readonly label: string;
  readonly text: string;
}

/** Returns the default shell of this computer's platform. */
export function localShell(): Shell {
  return process.platform === 'win32' ? 'powershell' : 'posix';
}

/** Returns the display name of a shell. */
export function shellName(shell: Shell): string {
  return shell === 'posix' ? l10n.t('bash, zsh') : 'PowerShell';
}

/**
 * Returns all formats of an image or a save: its reference and, for a save, the request. Skips formats whose text the shell or the
 * tool would misinterpret.
 *
 * @param reference undefined = the image has none yet
 * @param target undefined = the request is unknown
 */
export function copyForms(
  reference: string | undefined,
  target: SaveTarget | undefined,
  shell: Shell,
): readonly CopyForm[] {
  const forms = [
    ...(reference ? REFERENCE_FORMS : []).map((form) => ({
      label: formLabel(form, shell),
      text: copyReferenceAs(form, reference ?? '', shell),
    })),
    ...(target
      ? SAVE_FORMS.map((form) => ({ label: formLabel(form, shell), text: copySaveAs(form, target, shell) }))
      : []),
  ];
  return forms.flatMap(({ label, text }) => (text === undefined ? [] : { label, text }));
}

function formLabel(form: ReferenceForm | SaveForm, syntax: Shell): string {
  const shell = shellName(syntax);
  switch (form) {
    case 'reference':
      return l10n.t('Reference');
    case 'dockerPull':
      return l10n.t('docker pull ({shell})', { shell });
    case 'dockerfile':
      return l10n.t('Dockerfile FROM line');
    case 'hcloud':
      return l10n.t('hcloud (KooCLI): save again ({shell})', { shell });
    case 'terraform':
      return l10n.t('Terraform resource');
    case 'curl':
      return syntax === 'posix'
        ? l10n.t('curl, with the token in a variable ({shell})', { shell })
        : l10n.t('Invoke-RestMethod, with the token in a variable ({shell})', { shell });
  }
}

/** Copies text to the clipboard and confirms it in the status bar. `what` is the name of the copied text. */
export async function copyText(what: string, text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  showStatusBarMessage('check', vscode.l10n.t('Copied: {what}', { what }));
}
