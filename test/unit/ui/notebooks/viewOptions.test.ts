import { describe, expect, test } from 'vitest';
import type { Notebook } from '../../../../src/model/notebook';
import {
  DEFAULT_VIEW_OPTIONS,
  GROUPINGS,
  haveSamePlaces,
  isFiltered,
  type Layout,
  layoutOf,
  SORTINGS,
  StoredViewOptions,
  type ViewOptions,
} from '../../../../src/ui/notebooks/viewOptions';
import { aNotebook } from '../../../support/builders';
import { KeptValues } from '../../../support/doubles';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 0, 30);

const named = (name: string, overrides: Partial<Notebook> = {}): Notebook =>
  aNotebook({ id: `id-${name}`, name, ...overrides });
const all: readonly Notebook[] = [
  named('gamma', { createdAt: NOW - 3 * HOUR, leaseEndsAt: NOW + 5 * HOUR, poolName: 'pool-a' }),
  named('beta 10', { createdAt: NOW - HOUR, status: 'STOPPED', leaseEndsAt: NOW - HOUR, ownerName: 'Ödön' }),
  named('Beta 9', { createdAt: NOW - 2 * HOUR, status: 'SNAPSHOTTING', leaseEndsAt: NOW + HOUR }),
  named('تجربة', { createdAt: undefined, status: 'HIBERNATING', ownerName: undefined, ownerId: 'user-7' }),
  named('', { id: 'nameless', status: 'START_FAILED', flavor: undefined, workspaceId: undefined }),
];

const names = (layout: Layout): readonly string[] =>
  layout.flatMap(({ notebooks }) => notebooks.map(({ name }) => name));
const shown = (overrides: Partial<ViewOptions>): readonly string[] =>
  names(layoutOf(all, { ...DEFAULT_VIEW_OPTIONS, ...overrides }));
const groups = (group: ViewOptions['group']): Readonly<Record<string, number>> =>
  Object.fromEntries(
    layoutOf(all, { ...DEFAULT_VIEW_OPTIONS, group }).map(({ key, notebooks }) => [key, notebooks.length]),
  );

describe('filtering', () => {
  test('shows all notebooks by default', () => {
    expect(shown({})).toHaveLength(all.length);
    expect(isFiltered(DEFAULT_VIEW_OPTIONS)).toBe(false);
  });

  test('“running only” also shows notebooks that are being saved', () => {
    expect(shown({ running: true })).toEqual(['Beta 9', 'gamma']);
  });

  test.each([
    ['beta', ['Beta 9', 'beta 10']],
    ['  BETA   9 ', ['Beta 9']],
    ['ödön', ['beta 10']],
    ['pool-a', ['gamma']],
    ['تجربة', ['تجربة']],
    ['nameless', ['']],
    ['beta pool-a', []],
  ])('by the keywords "%s" in any text of a notebook', (text, expected) => {
    expect(shown({ text })).toEqual(expected);
  });

  test('whitespace is not a filter', () =>
    expect(isFiltered({ ...DEFAULT_VIEW_OPTIONS, text: '  \u200b ' })).toBe(false));
});

describe('sorting', () => {
  test.each([
    ['created', ['beta 10', 'Beta 9', 'gamma', '', 'تجربة']],
    ['name', ['', 'Beta 9', 'beta 10', 'gamma', 'تجربة']],
    ['status', ['Beta 9', 'gamma', 'beta 10', '', 'تجربة']],
    ['lease', ['Beta 9', 'gamma', 'beta 10', 'تجربة', '']],
  ] as const)('by %s', (sort, expected) => {
    const by = shown({ sort });
    if (sort === 'created') expect(by.slice(0, 3)).toEqual(expected.slice(0, 3));
    else expect(by).toEqual(expected);
  });

  test('puts running notebooks first by default and is not changed by a save', () => {
    expect(shown({})).toEqual(shown({ sort: 'status' }));
    const saving = all.map((each) => (each.status === 'RUNNING' ? { ...each, status: 'SNAPSHOTTING' } : each));
    expect(names(layoutOf(saving, DEFAULT_VIEW_OPTIONS))).toEqual(shown({}));
  });

  test.each(GROUPINGS)('waits for the last page, grouped by %s, so that later pages move no row', (group) => {
    const pages = all.map((_each, index) => all.slice(0, index + 1));
    const places = pages.map((page) => layoutOf(page, { ...DEFAULT_VIEW_OPTIONS, group }, false));
    for (const [index, layout] of places.entries()) {
      const before = places[index - 1] ?? [];
      expect(layout.slice(0, before.length).map(({ key }) => key)).toEqual(before.map(({ key }) => key));
      for (const [place, { notebooks }] of before.entries()) {
        expect(layout[place]?.notebooks.slice(0, notebooks.length)).toEqual(notebooks);
      }
    }
  });

  test('keeps the order of the service for equal notebooks', () => {
    const same = ['a', 'b', 'c'].map((id) => aNotebook({ id, name: 'twin' }));
    for (const sort of SORTINGS) {
      expect(layoutOf(same, { ...DEFAULT_VIEW_OPTIONS, sort })[0]?.notebooks.map(({ id }) => id)).toEqual([
        'a',
        'b',
        'c',
      ]);
    }
  });
});

describe('grouping', () => {
  test.each([
    ['none', { '': 5 }],
    ['status', { RUNNING: 1, SNAPSHOTTING: 1, STOPPED: 1, HIBERNATING: 1, START_FAILED: 1 }],
    ['owner', { ada: 3, Ödön: 1, 'user-7': 1 }],
    ['flavor', { 'modelarts.vm.cpu.2u': 4, '': 1 }],
    ['pool', { 'pool-a': 1, '': 4 }],
    ['workspace', { '0': 4, '': 1 }],
  ] as const)('by %s', (group, expected) => expect(groups(group)).toEqual(expected));

  test('puts unknown values last and running ones first', () => {
    expect(layoutOf(all, { ...DEFAULT_VIEW_OPTIONS, group: 'pool' }).map(({ key }) => key)).toEqual(['pool-a', '']);
    expect(layoutOf(all, { ...DEFAULT_VIEW_OPTIONS, group: 'status' })[0]?.key).toBe('RUNNING');
  });

  test('sorts groups by display name when it differs from the key', () => {
    const owners = new Map([
      ['ada', 'Zoë'],
      ['Ödön', 'Bea'],
    ]);
    const layout = layoutOf(all, { ...DEFAULT_VIEW_OPTIONS, group: 'owner' }, true, (key) => owners.get(key));
    expect(layout.map(({ key }) => key)).toEqual(['Ödön', 'user-7', 'ada']);
  });

  test('sorts and filters the notebooks of each group', () => {
    const layout = layoutOf(all, { ...DEFAULT_VIEW_OPTIONS, group: 'owner', sort: 'name', running: true });
    expect(layout.map(({ key, notebooks }) => [key, notebooks.map(({ name }) => name)])).toEqual([
      ['ada', ['Beta 9', 'gamma']],
    ]);
  });
});

describe('equal places', () => {
  test('ignore changed data of notebooks that do not move', () => {
    const before = layoutOf(all, DEFAULT_VIEW_OPTIONS);
    const renamed = layoutOf(
      all.map((each) => ({ ...each, name: 'other' })),
      DEFAULT_VIEW_OPTIONS,
    );
    expect(haveSamePlaces(before, renamed)).toBe(true);
    expect(haveSamePlaces(before, layoutOf(all.slice(1), DEFAULT_VIEW_OPTIONS))).toBe(false);
    expect(haveSamePlaces(before, layoutOf(all, { ...DEFAULT_VIEW_OPTIONS, group: 'status' }))).toBe(false);
    expect(haveSamePlaces(before, layoutOf(all, { ...DEFAULT_VIEW_OPTIONS, sort: 'name' }))).toBe(false);
  });
});

test('ten thousand notebooks are arranged in every way without a noticeable delay', () => {
  const many = Array.from({ length: 10_000 }, (_none, index) =>
    named(`nb-${(index * 7919) % 10_000}`, { createdAt: NOW - index, ownerName: `user-${index % 50}` }),
  );
  for (const group of GROUPINGS) {
    for (const sort of SORTINGS)
      expect(names(layoutOf(many, { ...DEFAULT_VIEW_OPTIONS, group, sort }))).toHaveLength(10_000);
  }
});

describe('the stored view options', () => {
  test('survive a reload', () => {
    const kept = new KeptValues();
    new StoredViewOptions(kept).change({ group: 'owner', text: 'bert', running: true });
    expect(new StoredViewOptions(kept).current).toEqual({
      ...DEFAULT_VIEW_OPTIONS,
      group: 'owner',
      text: 'bert',
      running: true,
    });
  });

  test.each([
    undefined,
    null,
    'text',
    42,
    [],
    { running: 'yes', mine: 1, text: 7, group: 'colour', sort: 'luck', more: true },
  ])('are the defaults when %j is stored', async (value) => {
    const kept = new KeptValues();
    await kept.update('notebooks.arrangement', value);
    expect(new StoredViewOptions(kept).current).toEqual(DEFAULT_VIEW_OPTIONS);
  });

  test('fire the change event with the previous options', () => {
    const stored = new StoredViewOptions(new KeptValues());
    const previousOptions: ViewOptions[] = [];
    stored.onDidChange((before) => previousOptions.push(before));
    stored.change({ mine: true });
    stored.change({ sort: 'name' });
    expect(previousOptions).toEqual([DEFAULT_VIEW_OPTIONS, { ...DEFAULT_VIEW_OPTIONS, mine: true }]);
  });
});
