import { describe, expect, test, vi } from 'vitest';
import { IMAGE_STATUSES } from '../../src/model/image';
import { NOTEBOOK_STATUSES } from '../../src/model/notebook';
import { VIEWS } from '../../src/ui/ids';
import { imageContext } from '../../src/ui/images/imageRow';
import { notebookContext } from '../../src/ui/notebooks/notebookRow';
import { saveContext } from '../../src/ui/saves/saveRow';
import { anImageRequest, STATES } from '../support/builders';
import { type RowEntry, rowEntries } from '../support/contributedCommands';
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

/** Every row that a view can have, by its words. */
const ROWS = Object.entries({
  [VIEWS.notebooks]: [...notebooks, 'connection', 'group', 'note', ...errors],
  [VIEWS.images]: [...images, 'organization', 'repository', ...errors],
  [VIEWS.saves]: saves,
}).flatMap(([view, words]) => Array.from(new Set(words), (each) => [view, each] as const));

/** What cannot be taken back. */
const DESTROYS = /^(?:delete|remove)/;

describe.each(ROWS)('a row of %s that is "%s"', (view, words) => {
  const entries = rowEntries(view, words);
  const buttons = entries.filter(({ group }) => group === 'inline');
  const menu = entries.filter(({ group }) => group !== 'inline');

  test('has at most three buttons, and none that destroys', () => {
    expect(buttons.length).toBeLessThanOrEqual(3);
    expect(namesOf(buttons).filter((name) => DESTROYS.test(name))).toEqual([]);
  });

  test('has what destroys at the end of its menu, in a group of its own', () => {
    const last = menu.filter(({ group }) => group === menu.at(-1)?.group);
    const destroying = menu.filter(({ command }) => DESTROYS.test(command));
    if (destroying.length > 0) expect(namesOf(last)).toEqual(namesOf(destroying));
  });

  test('has one entry at each place, and each command once', () => {
    expect(new Set(entries.map(({ place }) => place)).size).toBe(entries.length);
    expect(new Set(namesOf(buttons)).size).toBe(buttons.length);
    expect(new Set(namesOf(menu)).size).toBe(menu.length);
  });
});

describe('the entries of rows', () => {
  const all = manifest.contributes.menus['view/item/context'] ?? [];

  test.each(all)(
    '$group, $command: is in a group with a number and a word, or a button, and has a place',
    ({ group }) => {
      expect(group).toMatch(/^(?:inline|[1-9]_[a-z]+)@[1-9]$/);
    },
  );

  test.each(all)('$group, $command$submenu: some row shows it', ({ command, submenu, group }) => {
    const shown = ROWS.flatMap(([view, words]) => rowEntries(view, words));
    expect(shown.map(({ command: name, place }) => `modelartsImages.${name} ${place}`)).toContain(
      `${command ?? submenu} ${group}`,
    );
  });

  test('some rows have buttons, and some can be deleted or removed', () => {
    const shown = ROWS.flatMap(([view, words]) => rowEntries(view, words));
    expect(shown.filter(({ group }) => group === 'inline')).not.toEqual([]);
    expect(new Set(namesOf(shown).filter((name) => DESTROYS.test(name)))).toEqual(
      new Set(['deleteImage', 'removeSave']),
    );
  });
});

function namesOf(entries: readonly RowEntry[]): readonly string[] {
  return entries.map(({ command }) => command);
}
