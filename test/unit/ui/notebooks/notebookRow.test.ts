import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { ThemeIcon, TreeItem } from 'vscode';
import type { Notebook } from '../../../../src/model/notebook';
import { NOTEBOOK_STATUSES } from '../../../../src/model/notebook';
import { type NotebookRowOptions, notebookRow } from '../../../../src/ui/notebooks/notebookRow';
import { connectionRow, groupLabel, groupRow, noteRow } from '../../../../src/ui/notebooks/otherRows';
import { aNotebook } from '../../../support/builders';
import { rowEntries, rowMenu } from '../../../support/contributedCommands';
import { hostileText } from '../hostileText';

vi.mock('vscode', () => import('../../../support/vscodeStub'));

const NOW = Date.UTC(2026, 0, 30);
const HOUR = 3_600_000;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const VIEW = 'modelartsImages.notebooks';

const row = (overrides: Partial<Notebook>, options: Partial<NotebookRowOptions> = {}): TreeItem =>
  notebookRow(aNotebook({ leaseEndsAt: NOW + 2.5 * HOUR, ssh: true, ...overrides }), {
    isBeingSaved: false,
    showsOwner: false,
    now: NOW,
    ...options,
  });
const icon = ({ iconPath }: TreeItem): string => (iconPath as ThemeIcon).id;
const spoken = ({ accessibilityInformation }: TreeItem): string => accessibilityInformation?.label ?? '';

/** Commands of every notebook. They only show or copy. */
const SHOW_OR_COPY = rowMenu(VIEW, 'notebook');
const RUNS = {
  abilities: 'savable stoppable renewable openable sshable',
  menu: ['saveImage', 'stopNotebook', 'renewLease', 'open', ...SHOW_OR_COPY],
};
const STARTS = { abilities: 'startable', menu: ['saveImage', 'startNotebook', ...SHOW_OR_COPY] };
const WAITS = { abilities: '', menu: SHOW_OR_COPY };

/** Status → label, icon, whether the lease is running, available actions. */
const TABLE = [
  ['INIT', 'Initializing', 'loading~spin', false, WAITS],
  ['CREATING', 'Creating', 'loading~spin', false, WAITS],
  ['STARTING', 'Starting', 'loading~spin', false, WAITS],
  ['STOPPING', 'Stopping', 'loading~spin', false, WAITS],
  ['DELETING', 'Deleting', 'loading~spin', false, WAITS],
  ['RUNNING', 'Running', 'vm-running', true, RUNS],
  ['STOPPED', 'Stopped', 'vm-outline', false, STARTS],
  ['SNAPSHOTTING', 'Saving image', 'sync~spin', true, WAITS],
  ['CREATE_FAILED', 'Creation failed', 'error', false, WAITS],
  ['START_FAILED', 'Start failed', 'error', false, STARTS],
  ['DELETE_FAILED', 'Deletion failed', 'error', false, WAITS],
  ['ERROR', 'Error', 'error', false, STARTS],
  ['DELETED', 'Deleted', 'trash', false, WAITS],
  ['FROZEN', 'Frozen', 'lock', false, WAITS],
  ['HIBERNATING', 'HIBERNATING', 'question', false, WAITS],
  ['', 'Unknown', 'question', false, WAITS],
] as const;

test('the table has every status', () => {
  expect(TABLE.map(([status]) => status)).toEqual(expect.arrayContaining([...NOTEBOOK_STATUSES]));
});

describe.each(TABLE)('a notebook with the status "%s"', (status, label, iconId, isLeased, { abilities, menu }) => {
  const left = isLeased ? ['2 h 30 min left'] : [];

  test.each([
    ['NOTEBOOK', 'ada', []],
    ['NOTEBOOK', '王伟', []],
    ['DEFAULT', 'ada', ['Free']],
    [undefined, undefined, []],
  ] as const)(
    'of feature %s and owner %s shows the most important parts first and all in the screen reader label',
    (feature, ownerName, free) => {
      const owner = ownerName === undefined ? [] : [ownerName];
      const own = row({ status, feature, ownerName });
      expect(own.label).toBe('experiments');
      const seen = status === 'RUNNING' ? left : [label, ...left];
      expect(own.description).toBe([...seen, ...free, 'cpu.2u'].join(' · '));
      expect(spoken(own)).toBe(['experiments', label, ...free, ...owner, ...left, 'cpu.2u'].join(', '));
      const among = row({ status, feature, ownerName }, { showsOwner: true });
      expect(among.description).toBe([...seen, ...owner, ...free, 'cpu.2u'].join(' · '));
    },
  );

  test('has an icon whose shape conveys the status', () => expect(icon(row({ status }))).toBe(iconId));

  test('offers only available actions', () => {
    const { contextValue = '' } = row({ status });
    expect(contextValue).toBe(['notebook', abilities].filter(Boolean).join(' '));
    expect(rowMenu(VIEW, contextValue)).toEqual(menu);
  });
});

describe('the actions of a running notebook', () => {
  test('exclude renewal when it has no lease', () => {
    expect(rowMenu(VIEW, row({ leaseEndsAt: undefined }).contextValue ?? '')).not.toContain('renewLease');
  });

  test.each([
    [false, false],
    [undefined, true],
    [true, true],
  ])('include SSH unless the list says that it has none: %s', (ssh, isOffered) => {
    expect(rowMenu(VIEW, row({ ssh }).contextValue ?? '').includes('open')).toBe(true);
    expect(/\bsshable\b/.test(row({ ssh }).contextValue ?? '')).toBe(isOffered);
  });

  test('are limited to batch actions when several are selected', () => {
    expect(rowMenu(VIEW, row({}).contextValue ?? '', 3)).toEqual(['saveImage', ...rowMenu(VIEW, 'notebook', 3)]);
  });

  test('only show or copy while this extension is saving it', () => {
    const saved = row({}, { isBeingSaved: true });
    expect(saved.description).toContain('Saving image');
    expect(rowMenu(VIEW, saved.contextValue ?? '')).toEqual(SHOW_OR_COPY);
    expect(SHOW_OR_COPY.filter((name) => !/^(?:view|copy)/.test(name))).toEqual([]);
  });
});

describe('the remaining lease', () => {
  test.each([
    [-HOUR, 'Less than a minute left'],
    [59_000, 'Less than a minute left'],
    [8 * 60_000, '8 min left'],
    [HOUR, '1 h 0 min left'],
    [2.99 * HOUR, '2 h 59 min left'],
    [7.5 * HOUR, '7 h left'],
    [47 * HOUR, '47 h left'],
    [72 * HOUR, '3 days left'],
  ])('%d ms before the end', (ms, text) => {
    expect(row({ leaseEndsAt: NOW + ms }).description).toBe(`${text} · cpu.2u`);
  });
});

describe('a lease of less than 30 minutes', () => {
  const buttons = (item: TreeItem): readonly string[] =>
    rowEntries(VIEW, item.contextValue ?? '')
      .filter(({ group }) => group === 'inline')
      .map(({ command }) => command);

  test.each([
    [30 * 60_000 - 1, '29 min left', 'warning', true],
    [30 * 60_000, '30 min left', 'vm-running', false],
    [-1, 'Less than a minute left', 'warning', true],
  ])('(%i ms) has a warning icon and a renew button', (ms, left, iconId, isEnding) => {
    const ending = row({ leaseEndsAt: NOW + ms });
    expect(spoken(ending)).toBe(`experiments, Running, ada, ${left}, cpu.2u`);
    expect(icon(ending)).toBe(iconId);
    expect(buttons(ending)).toEqual(['saveImage', 'openNotebook', ...(isEnding ? ['renewLease'] : [])]);
  });

  test.each(['SNAPSHOTTING', 'STOPPED', 'STOPPING'])('is ignored for a notebook with the status %s', (status) => {
    const other = row({ status, leaseEndsAt: NOW + 60_000 });
    expect(icon(other)).not.toBe('warning');
    expect(buttons(other)).not.toContain('renewLease');
  });
});

describe('a flavor', () => {
  test.each([
    ['modelarts.vm.gpu.v100', 'gpu.v100'],
    ['modelarts.bm.npu.arm.8snt9b.d', 'bm.npu.arm.8snt9b.d'],
    ['modelarts.kat1.xlarge', 'kat1.xlarge'],
    ['modelarts.vm.', 'vm.'],
    ['modelarts.', 'modelarts.'],
    ['private.vm.1', 'private.vm.1'],
  ])('%s is shown as %s', (flavor, shown) => {
    expect(row({ flavor }).description).toBe(`2 h 30 min left · ${shown}`);
  });
});

describe('names', () => {
  test('with hidden characters neither hide nor reorder the text of a row', () => {
    const anyName = fc.property(hostileText(400), (name) => {
      const shown = row({ name, ownerName: name, id: 'nb-7', flavor: 'f' }, { showsOwner: true });
      for (const text of [shown.label, shown.description, spoken(shown)]) {
        expect(text).not.toMatch(HIDDEN);
        expect(text).toMatch(/^.{0,400}$/u);
      }
    });
    fc.assert(anyName, { numRuns: 300 });
  });

  test('that are empty are replaced by the ID', () => expect(row({ name: ' \u200b ', id: 'nb-7' }).label).toBe('nb-7'));
});

describe('other rows', () => {
  test('a connection shows its region, its error, and whether other users’ notebooks are missing', () => {
    const connection = { name: 'Work', region: 'cn-north-4', error: undefined, isOwnOnly: false, isInUse: false };
    expect(connectionRow(connection).description).toBe('cn-north-4');
    expect(connectionRow({ ...connection, isInUse: true }).description).toBe('cn-north-4 · in use');
    const failed = connectionRow({ ...connection, error: 'It failed.', isOwnOnly: true });
    expect(failed.description).toBe('cn-north-4 · Only your notebooks');
    expect(spoken(failed)).toBe('Work, cn-north-4 · Only your notebooks, It failed.');
    expect([icon(connectionRow(connection)), icon(failed)]).toEqual(['cloud', 'warning']);
  });

  test.each([
    ['status', 'RUNNING', 'Running'],
    ['status', '', 'Unknown'],
    ['owner', '', 'Unknown owner'],
    ['pool', '', 'Public resource pool'],
    ['workspace', '0', 'Default workspace'],
    ['workspace', 'b'.repeat(32), 'b'.repeat(32)],
    ['workspace', 'b'.repeat(32), 'research', 'research'],
    ['flavor', '', 'Unknown flavor'],
  ] as const)('a group by %s of "%s" has the label %s and its size', (grouping, key, label, name?: string) => {
    const group = groupRow(groupLabel(grouping, key, name), 1234);
    expect([group.label, group.description, spoken(group)]).toEqual([label, '1,234', `${label}, 1234 notebooks`]);
  });

  test('the note row explains why there are no rows', () => {
    expect(noteRow(true).label).toBe('No notebooks match the filter.');
    expect(noteRow(false).label).toBe('This project has no notebooks.');
  });
});
