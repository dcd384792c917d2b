import { l10n } from 'vscode';
import { oneLine } from '../../util/text';
import { notebookStatusLabel } from '../text/labels';
import type { Grouping } from './viewOptions';

/**
 * Returns the label of a group of notebooks.
 *
 * @param key the shared value; empty if the service reported none
 * @param name the display name, where the key is only an id
 */
export function groupLabel(grouping: Grouping, key: string, name: string | undefined): string {
  if (key === '') return labelForNone(grouping);
  if (grouping === 'status') return notebookStatusLabel(key);
  if (grouping === 'workspace' && key === '0') return l10n.t('Default workspace');
  return oneLine(name ?? key, 100);
}

function labelForNone(grouping: Grouping): string {
  switch (grouping) {
    case 'pool':
      return l10n.t('Public resource pool');
    case 'owner':
      return l10n.t('Unknown owner');
    case 'flavor':
      return l10n.t('Unknown flavor');
    case 'workspace':
      return l10n.t('Unknown workspace');
    case 'status':
    case 'none':
      return l10n.t('Unknown');
  }
}
