import { manifest } from '../project/manifest';

/**
 * What every command does without an argument. `nothing`: it needs none. `rejects`: it requires one. Otherwise it shows
 * a list with this placeholder.
 */
const BY_TARGET: readonly (readonly [target: string, ids: readonly string[]])[] = [
  ['Select a notebook', ['saveImage', 'startNotebook', 'stopNotebook', 'renewLease', 'openNotebook', 'openSsh']],
  ['Select an image', ['copyImageReference', 'copyAs', 'deleteImage']],
  ['Select a save', ['stopFollowing', 'checkSave', 'saveAgain', 'removeSave']],
  ['Select the connection to use', ['manageConnections']],
  ['rejects', ['viewDetails']],
  // `updateCredentials` applies to the current connection, which its input boxes name.
  [
    'nothing',
    ['addConnection', 'updateCredentials', 'startDemo', 'diagnose', 'showLog', 'openImageConsole', 'refresh'],
  ],
  ['nothing', ['filterNotebooks', 'arrangeNotebooks', 'filterImages', 'clearNotebookFilter', 'clearImageFilter']],
];

/** The same by the id of the command without the prefix. */
export const COMMANDS_WITHOUT_TARGET: Readonly<Record<string, string>> = Object.fromEntries(
  BY_TARGET.flatMap(([target, ids]) => ids.map((id) => [id, target])),
);

/** Commands shown in the palette without a connection. */
export const ALWAYS_IN_PALETTE = ['saveImage', 'addConnection', 'startDemo', 'diagnose', 'showLog'] as const;

/** Commands shown in the palette once a connection exists, in addition to {@link ALWAYS_IN_PALETTE}. */
export const IN_PALETTE_WHEN_CONNECTED = [
  'manageConnections',
  'refresh',
  'filterNotebooks',
  'arrangeNotebooks',
  'filterImages',
] as const;

/**
 * Returns the commands that package.json contributes to a row of this view with these context words: ids without the
 * prefix, in order.
 *
 * @param selected number of selected rows, including this one
 */
export function rowMenu(view: string, contextValue: string, selected = 1): readonly string[] {
  return rowEntries(view, contextValue, selected)
    .filter(({ group }) => group !== 'inline')
    .map(({ command }) => command);
}

/**
 * Returns the same commands with their groups, e.g. `1_save`, and with the position in it (`place`), e.g. `1_save@2`;
 * includes the inline buttons of the row (`inline`).
 */
export function rowEntries(view: string, contextValue: string, selected = 1) {
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

/** Evaluates the `when` clauses that this manifest uses for rows. Throws for any other clause. */
function isMet(when: string, view: string, contextValue: string, selected: number): boolean {
  return when.split(' && ').every((clause) => {
    if (clause === '!listMultiSelection') return selected === 1;
    const [, key, operator, value = ''] = /^(view|viewItem) (==|=~) (.+)$/.exec(clause) ?? [];
    if (key === undefined) throw new Error(`Not understood: ${clause}`);
    const actual = key === 'view' ? view : contextValue;
    return operator === '==' ? actual === value : new RegExp(value.slice(1, -1)).test(actual);
  });
}
