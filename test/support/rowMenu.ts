import { manifest } from '../unit/house/manifest';

/** The commands that package.json offers on a row of this view with these context words: ids without the prefix, in order. */
export function rowMenu(view: string, contextValue: string): readonly string[] {
  const entries = (manifest.contributes.menus['view/item/context'] ?? []).filter(
    ({ group = '', when = '' }) => !group.startsWith('inline') && isMet(when, view, contextValue),
  );
  const sorted = entries.toSorted((a, b) => ((a.group ?? '') < (b.group ?? '') ? -1 : 1));
  return sorted.map(({ command }) => command.replace('modelartsImages.', ''));
}

/** Understands the clauses that this manifest uses for rows, and says so when there is another one. */
function isMet(when: string, view: string, contextValue: string): boolean {
  return when.split(' && ').every((clause) => {
    const [, key, operator, value = ''] = /^(view|viewItem) (==|=~) (.+)$/.exec(clause) ?? [];
    if (key === undefined) throw new Error(`Not understood: ${clause}`);
    const actual = key === 'view' ? view : contextValue;
    return operator === '==' ? actual === value : new RegExp(value.slice(1, -1)).test(actual);
  });
}
