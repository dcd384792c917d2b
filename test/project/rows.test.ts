import { describe, expect, test, vi } from 'vitest';
import { IMAGE_STATUSES } from '../../src/model/image';
import { NOTEBOOK_STATUSES } from '../../src/model/notebook';
import { VIEWS } from '../../src/ui/ids';
import { imageContext } from '../../src/ui/images/imageRow';
import { notebookContext } from '../../src/ui/notebooks/notebookRow';
import { saveContext } from '../../src/ui/saves/saveRows';
import { anImageRequest, STATES } from '../support/builders';
import { rowEntries } from '../support/contributedCommands';
import { manifest } from './manifest';

vi.mock('vscode', () => import('../support/vscodeStub/index'));

const BOTH = [true, false];
const notebooks = [...NOTEBOOK_STATUSES, ''].flatMap((status) =>
  BOTH.flatMap((ssh) =>
    [1, undefined].flatMap((leaseEndsAt) =>
      BOTH.map((isEnding) => notebookContext({ status, ssh, leaseEndsAt }, isEnding && status === 'RUNNING')),
    ),
  ),
);
const images = [...IMAGE_STATUSES, ''].flatMap((status) =>
  BOTH.flatMap((deleting) =>
    BOTH.flatMap((browsable) =>
      ['address', undefined].map((reference) => imageContext({ status, reference }, { deleting, browsable })),
    ),
  ),
);
const saves = Object.values(STATES).flatMap((state) =>
  ['address', ''].flatMap((reference) =>
    [anImageRequest(), undefined].map((request) => saveContext({ state, reference, request })),
  ),
);
const errors = ['error retryable fixable', 'error retryable'];

/** The context values of all possible rows, with their view. */
const ROWS = Object.entries({
  [VIEWS.notebooks]: [...notebooks, 'connection', 'group', 'note', ...errors],
  [VIEWS.images]: [...images, 'organization', 'repository', ...errors],
  [VIEWS.saves]: saves,
}).flatMap(([view, words]) => Array.from(new Set(words), (each) => [view, each] as const));

/** Names of destructive commands. */
const DESTRUCTIVE = /^(?:delete|remove)/;

describe.each(ROWS)('a row of %s with the context "%s"', (view, words) => {
  const entries = rowEntries(view, words);
  const buttons = entries.filter(({ group }) => group === 'inline');
  const menu = entries.filter(({ group }) => group !== 'inline');

  test('has at most three buttons, none of them destructive', () => {
    expect(buttons.length).toBeLessThanOrEqual(3);
    expect(namesOf(buttons).filter((name) => DESTRUCTIVE.test(name))).toEqual([]);
  });

  test('has destructive commands last in its menu, in a separate group', () => {
    const last = menu.filter(({ group }) => group === menu.at(-1)?.group);
    const destructive = menu.filter(({ command }) => DESTRUCTIVE.test(command));
    if (destructive.length > 0) expect(namesOf(last)).toEqual(namesOf(destructive));
  });

  test('has no two entries with the same position or command', () => {
    expect(new Set(entries.map(({ place }) => place)).size).toBe(entries.length);
    expect(new Set(namesOf(buttons)).size).toBe(buttons.length);
    expect(new Set(namesOf(menu)).size).toBe(menu.length);
  });
});

describe('the row menu entries', () => {
  const all = manifest.contributes.menus['view/item/context'] ?? [];

  test.each(all)('$group, $command: the group is inline or a numbered name, with a position', ({ group }) => {
    expect(group).toMatch(/^(?:inline|[1-9]_[a-z]+)@[1-9]$/);
  });

  test.each(all)('$group, $command$submenu: at least one row shows it', ({ command, submenu, group }) => {
    const shown = ROWS.flatMap(([view, words]) => rowEntries(view, words));
    expect(shown.map(({ command: name, place }) => `modelartsImages.${name} ${place}`)).toContain(
      `${command ?? submenu} ${group}`,
    );
  });

  test('match only words that a row has', () => {
    const entries = Object.values(manifest.contributes.menus).flat();
    const matched = entries.flatMap(({ when = '' }) =>
      Array.from(when.matchAll(/viewItem =~ \/(.+?)\//g), ([, pattern = '']) => pattern),
    );
    const words = new Set(matched.flatMap((pattern) => pattern.replaceAll('\\b', '').match(/\w+/g) ?? []));
    const present = new Set(ROWS.flatMap(([, context]) => context.split(' ')));
    expect(words.size).toBeGreaterThan(10);
    expect([...words].filter((word) => !present.has(word))).toEqual([]);
  });

  test('the rows include some with buttons, and some that can be deleted or removed', () => {
    const shown = ROWS.flatMap(([view, words]) => rowEntries(view, words));
    expect(shown.filter(({ group }) => group === 'inline')).not.toEqual([]);
    expect(new Set(namesOf(shown).filter((name) => DESTRUCTIVE.test(name)))).toEqual(
      new Set(['deleteImage', 'removeSave']),
    );
  });
});

function namesOf(entries: ReturnType<typeof rowEntries>): readonly string[] {
  return entries.map(({ command }) => command);
}
