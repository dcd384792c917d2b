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

/** One thing that can be copied. */
export interface CopyForm {
  /** What it is, in words. */
  readonly label: string;
  readonly text: string;
}

/** Everything an image or a save can be copied as: its address, where it has one, and the request that makes it, where that is known. */
export function copyForms(reference: string | undefined, target: SaveTarget | undefined): readonly CopyForm[] {
  return [
    ...(reference ? REFERENCE_FORMS : []).map((form) => ({
      label: formWord(form),
      text: copyReferenceAs(form, reference ?? ''),
    })),
    ...(target ? SAVE_FORMS.map((form) => ({ label: formWord(form), text: copySaveAs(form, target) })) : []),
  ];
}

function formWord(form: ReferenceForm | SaveForm): string {
  switch (form) {
    case 'reference':
      return l10n.t('Reference');
    case 'dockerPull':
      return l10n.t('docker pull');
    case 'dockerfile':
      return l10n.t('FROM line of a Dockerfile');
    case 'hcloud':
      return l10n.t('hcloud (KooCLI): save again');
    case 'terraform':
      return l10n.t('Terraform resource');
    case 'curl':
      return l10n.t('curl, with the token in a variable');
  }
}
