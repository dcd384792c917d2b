import { l10n } from 'vscode';
import type { Save } from '../../save/save';
import type { Saves } from '../../save/saves';
import { oneLine } from '../../util/text';
import { notify } from '../text/notify';

/** Removes ended saves from the list and offers to undo it. */
export function removeSaves(saves: Pick<Saves, 'remove' | 'restore'>, selected: readonly Save[]): void {
  const removed = selected.filter(({ id }) => saves.remove(id));
  const [first] = removed;
  if (first) void offerUndo(saves, removed, first);
}

async function offerUndo(saves: Pick<Saves, 'restore'>, removed: readonly Save[], first: Save): Promise<void> {
  const undo = l10n.t('Undo');
  const text =
    removed.length === 1
      ? l10n.t('Removed the save of {notebook} from the list.', {
          notebook: oneLine(first.notebook.name || first.notebook.id, 60),
        })
      : l10n.t('Removed {count} saves from the list.', { count: removed.length });
  if ((await notify.information(text, undo)) !== undo) return;
  for (const save of removed) saves.restore(save);
}
