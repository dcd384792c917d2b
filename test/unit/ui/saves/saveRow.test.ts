import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { ThemeIcon, TreeItem } from 'vscode';
import type { Save } from '../../../../src/save/save';
import { isInProgress, type SavePhase } from '../../../../src/save/saveState';
import { saveDocument } from '../../../../src/ui/saves/saveDocument';
import { saveReason, saveRow } from '../../../../src/ui/saves/saveRows';
import { aSave, STATES } from '../../../support/builders';
import { rowMenu } from '../../../support/contributedCommands';
import { hostileText } from '../hostileText';

vi.mock('vscode', () => import('../../../support/vscodeStub'));

const requestedAt = Date.UTC(2026, 0, 30, 9);
const now = requestedAt + 252_000;

function save(phase: SavePhase, overrides: Partial<Save> = {}): Save {
  const state = STATES[phase];
  return aSave({ requestedAt, state, endedAt: isInProgress(state) ? undefined : now - 60_000, ...overrides });
}
const row = (each: Save, usualMs?: number): TreeItem => saveRow(each, { now, usualMs });

/** Phase → label, icon, available actions. */
const TABLE = [
  ['requesting', 'Sending the request', 'sync~spin', 'followed copyable'],
  ['looking', 'Unclear response; looking for the image', 'sync~spin', 'followed copyable'],
  ['savingElsewhere', 'Saving elsewhere', 'sync~spin', 'followed copyable'],
  ['saving', 'Saving', 'sync~spin', 'followed copyable'],
  ['saved', 'Saved', 'pass', 'copyable repeatable removable'],
  ['failed', 'Failed', 'error', 'repeatable removable'],
  ['deleted', 'Image deleted', 'trash', 'repeatable removable'],
  ['refused', 'Rejected', 'circle-slash', 'repeatable removable'],
  ['notSent', 'Not sent', 'circle-slash', 'repeatable removable'],
  ['notSaved', 'Not saved', 'circle-slash', 'repeatable removable'],
  ['over', 'Ended', 'check', 'repeatable removable'],
  ['unwatched', 'No longer followed', 'eye-closed', 'followable copyable repeatable removable'],
  ['outcomeUnknown', 'Result unknown', 'question', 'checkable copyable repeatable removable'],
] as const satisfies readonly (readonly [SavePhase, string, string, string])[];

test('the table has every phase', () => {
  expect(TABLE.map(([phase]) => phase).toSorted()).toEqual(Object.keys(STATES).toSorted());
});

describe.each(TABLE)('a save in the phase "%s"', (phase, stateLabel, icon, actions) => {
  const item = row(save(phase));

  test('has its notebook as label and shows its state unless the icon suffices', () => {
    expect(item.label).toBe('experiments');
    const visible = phase === 'saving' || phase === 'saved' ? [] : [stateLabel];
    const rest = isInProgress(STATES[phase]) ? ['4:12', 'base:1.0'] : ['base:1.0', '1 minute ago'];
    expect(item.description).toBe([...visible, ...rest].join(' · '));
  });

  test('has a screen reader label with all visible parts except the running time', () => {
    expect(item.accessibilityInformation?.label).toMatch(
      new RegExp(`^experiments, ${stateLabel}, base:1\\.0, requested on `),
    );
  });

  test('has an icon whose shape conveys the state', () => {
    expect((item.iconPath as ThemeIcon).id).toBe(icon);
  });

  test('allows only actions that can work and offers them in its menu', () => {
    expect(item.contextValue).toBe(`save ${actions}`);
    const menu = rowMenu('modelartsImages.saves', item.contextValue ?? '');
    expect(menu.includes('stopFollowing')).toBe(isInProgress(STATES[phase]));
    expect(menu.includes('checkSave')).toBe(phase === 'unwatched' || phase === 'outcomeUnknown');
    expect(menu.includes('removeSave')).toBe(!isInProgress(STATES[phase]));
    expect(menu).toEqual(expect.arrayContaining(['viewDetails', 'showLog']));
  });

  test('has a document with the same state and its IDs', () => {
    const text = saveDocument(save(phase), undefined);
    expect(text).toContain(`State: ${stateLabel}\n`);
    expect(text).toContain('Save ID: b0a1c2d3-0000-4000-8000-000000000003\n');
  });
});

test('a save in progress shows the elapsed and the usual time', () => {
  expect(row(save('saving'), 360_000).description).toBe('4:12 of about 6 min · base:1.0');
  expect(row(save('saving'), 45_000).description).toBe('4:12, taking longer than usual · base:1.0');
  expect(row(save('saving')).description).toBe('4:12 · base:1.0');
});

test('a save with an interruption says so', () => {
  const trouble = { since: 0, error: STATES.notSent.error };
  const item = row(save('saving', { state: { ...STATES.saving, trouble } }));
  expect(item.description).toMatch(/^Can't reach ModelArts; still trying · 4:12/);
  expect((item.iconPath as ThemeIcon).id).toBe('warning');
});

test('a saved image shows the duration of its save on hover', () => {
  expect(row(save('saved')).tooltip).toBe('experiments\nSaved · 3:12\nswr.example.com/team/base:1.0');
});

test('a save whose end was noticed late shows no exact duration', () => {
  const late = save('saved', { state: { ...STATES.saved, noticedLate: true } as Save['state'] });
  expect(row(late).tooltip).toBe('experiments\nSaved\nswr.example.com/team/base:1.0');
  expect(saveDocument(late, undefined)).toContain('Duration: at most 3:12\n');
});

test('a save by another user cannot be repeated and may have no reference yet', () => {
  const item = row(save('over', { request: undefined, reference: '' }));
  expect(item.contextValue).toBe('save removable');
  expect(item.description).toBe('Ended · 1 minute ago');
});

test('the document of a refused save has reason, code and request ID, and of a failed one the service message and the remedy', () => {
  const refused = saveDocument(save('refused'), undefined);
  expect(refused).toMatch(/^experiments\n\n[^:]*exists[^]*\(ModelArts\.6737\)\n\nState: Rejected\n/);
  expect(refused).toContain('Request ID: d4e5f6\n');
  expect(saveDocument(save('failed'), 360_000)).toMatch(/\n\nReason from ModelArts: too many layers in your image\. /);
  expect(saveDocument(save('outcomeUnknown'), undefined)).toContain('Request ID: a1b2c3\n');
  expect(saveDocument(save('failed', { requestId: 'f00d' }), undefined)).toContain('Request ID: f00d\n');
});

test('the document of a save that is no longer followed says why', () => {
  expect(saveDocument(save('unwatched'), undefined)).toContain('\n\nStopped following team/base:1.0.');
  expect(saveDocument(save('over'), undefined)).toContain('\n\nexperiments is no longer being saved.');
});

test.each(['failed', 'refused', 'notSent', 'notSaved', 'outcomeUnknown'] as const)(
  'a save in the phase "%s" explains the reason and the remedy on hover and in its details with short lines',
  (phase) => {
    const reason = saveReason(save(phase)) ?? '';
    expect(reason).toMatch(/[^.]\. [^.]/);
    expect(row(save(phase)).tooltip).toContain(`\n\n${reason}`);
    const [, paragraph = ''] = saveDocument(save(phase), undefined).split('\n\n');
    expect(paragraph.replaceAll('\n', ' ')).toBe(reason);
    expect(Math.max(...paragraph.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(90);
  },
);

test('names with hidden characters neither hide nor reorder text in rows and documents', () => {
  const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
  fc.assert(
    fc.property(hostileText(300), (name) => {
      const each = save('saved', { notebook: { id: 'nb', name } });
      expect(JSON.stringify(row(each).label)).not.toMatch(hidden);
      expect(saveDocument(each, undefined).replaceAll('\n', '')).not.toMatch(hidden);
    }),
  );
});
