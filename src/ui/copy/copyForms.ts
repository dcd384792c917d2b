import { l10n } from 'vscode';
import {
  copyReferenceAs,
  copySaveAs,
  REFERENCE_FORMS,
  type ReferenceForm,
  SAVE_FORMS,
  type SaveForm,
} from '../../model/copyAs';
import type { SaveTarget } from '../../model/saveTarget';
import type { Shell } from '../../model/shellWord';

/** One thing that can be copied. */
export interface CopyForm {
  /** What it is, in words. */
  readonly label: string;
  readonly text: string;
}

/** The shell of a terminal on this computer, unless the person has chosen another one. */
export function localShell(): Shell {
  return process.platform === 'win32' ? 'powershell' : 'posix';
}

/** The name of a shell, for a person. */
export function shellName(shell: Shell): string {
  return shell === 'posix' ? l10n.t('bash, zsh') : 'PowerShell';
}

/**
 * Everything an image or a save can be copied as: its address, where it has one, and the request that makes it, where that is
 * known. A line that the shell or the tool would misread is left out.
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

function formLabel(form: ReferenceForm | SaveForm, of: Shell): string {
  const shell = shellName(of);
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
      return of === 'posix'
        ? l10n.t('curl, with the token in a variable ({shell})', { shell })
        : l10n.t('Invoke-RestMethod, with the token in a variable ({shell})', { shell });
  }
}
