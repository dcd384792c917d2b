import { l10n } from 'vscode';

/** The steps of the save wizard, in order. */
export type SaveStep = 'notebook' | 'namespace' | 'name' | 'tag' | 'description' | 'workspace' | 'confirm';

/** Returns the title of a step. */
export function saveTitle(step: SaveStep): string {
  switch (step) {
    case 'notebook':
      return l10n.t('Save Notebook as Image: Notebook');
    case 'namespace':
      return l10n.t('Save Notebook as Image: Organization');
    case 'name':
      return l10n.t('Save Notebook as Image: Name');
    case 'tag':
      return l10n.t('Save Notebook as Image: Tag');
    case 'description':
      return l10n.t('Save Notebook as Image: Description');
    case 'workspace':
      return l10n.t('Save Notebook as Image: Workspace');
    case 'confirm':
      return l10n.t('Save Notebook as Image: Confirm');
  }
}
