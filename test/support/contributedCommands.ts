import { manifest } from '../project/manifest';

/**
 * What a command does without an argument. `nothing`: it needs none. `rejects`: it requires one. Otherwise it shows a
 * list with this placeholder.
 */
export type WithoutTarget =
  | 'nothing'
  | 'rejects'
  | 'Select a notebook'
  | 'Select an image'
  | 'Select a save'
  | 'Select the connection to use';

/** Commands that do not ask for a row, or not for one of the first view whose rows show them. */
const EXCEPTIONS: Readonly<Record<string, WithoutTarget>> = {
  manageConnections: 'Select the connection to use',
  viewDetails: 'rejects',
  copyAs: 'Select an image',
  openImageConsole: 'nothing',
  showLog: 'nothing',
  // Applies to the current connection, which its input boxes name.
  updateCredentials: 'nothing',
};
const QUESTIONS: Readonly<Record<string, WithoutTarget>> = {
  notebooks: 'Select a notebook',
  images: 'Select an image',
  saves: 'Select a save',
};

/** Every command by its ID without the prefix. A command on rows asks for one. */
export const COMMANDS_WITHOUT_TARGET: Readonly<Record<string, WithoutTarget>> = Object.fromEntries(
  manifest.contributes.commands.map(({ command }) => {
    const name = command.replace('modelartsImages.', '');
    return [name, EXCEPTIONS[name] ?? QUESTIONS[viewOf(command)] ?? 'nothing'];
  }),
);

/** Returns the first view whose rows show a command, also in a submenu; empty if none. */
function viewOf(id: string): string {
  const { 'view/item/context': rows = [], ...others } = manifest.contributes.menus;
  const submenus = Object.keys(others).filter((menu) => others[menu]?.some(({ command }) => command === id));
  const entry = rows.find(({ command, submenu = '' }) => command === id || submenus.includes(submenu));
  return /view == modelartsImages\.(\w+)/.exec(entry?.when ?? '')?.[1] ?? '';
}

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
 * Returns the commands that package.json contributes to a row of this view with these context words: IDs without the
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
