import { manifest } from '../unit/house/manifest';

/** An entry of package.json that a row shows. */
export interface RowEntry {
  /** Id of the command, or of the submenu, without the prefix. */
  readonly command: string;
  /** Without the place in it, e.g. `1_save`. */
  readonly group: string;
  /** Group and place as they are written, e.g. `1_save@2`. */
  readonly place: string;
}

/**
 * The commands that package.json offers on a row of this view with these context words: ids without the prefix, in order.
 *
 * @param selected how many rows are selected, this one among them
 */
export function rowMenu(view: string, contextValue: string, selected = 1): readonly string[] {
  return rowEntries(view, contextValue, selected)
    .filter(({ group }) => group !== 'inline')
    .map(({ command }) => command);
}

/** The same with their groups, and with the buttons at the end of the row (`inline`). */
export function rowEntries(view: string, contextValue: string, selected = 1): readonly RowEntry[] {
  const entries = manifest.contributes.menus['view/item/context'] ?? [];
  return entries
    .filter(({ when = '' }) => isMet(when, view, contextValue, selected))
    .toSorted((a, b) => ((a.group ?? '') < (b.group ?? '') ? -1 : 1))
    .map(({ command, submenu, group: place = '' }) => ({
      command: (command ?? submenu ?? '').replace('modelartsImages.', ''),
      group: place.split('@')[0] ?? '',
      place,
    }));
}

/** Understands the clauses that this manifest uses for rows, and says so when there is another one. */
function isMet(when: string, view: string, contextValue: string, selected: number): boolean {
  return when.split(' && ').every((clause) => {
    if (clause === '!listMultiSelection') return selected === 1;
    const [, key, operator, value = ''] = /^(view|viewItem) (==|=~) (.+)$/.exec(clause) ?? [];
    if (key === undefined) throw new Error(`Not understood: ${clause}`);
    const actual = key === 'view' ? view : contextValue;
    return operator === '==' ? actual === value : new RegExp(value.slice(1, -1)).test(actual);
  });
}
