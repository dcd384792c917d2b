import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Save } from '../../../../../src/save/save';
import { isInProgress, type SavePhase } from '../../../../../src/save/saveState';
import { announceSave } from '../../../../../src/ui/saves/progress/announceSave';
import { aSave, STATES } from '../../../../support/builders';
import { settled } from '../../../../support/manualClock';
import { screen } from '../../../../support/vscodeStub/screen';

const setting = vi.hoisted(() => ({ value: 'all' }));
vi.mock('vscode', () => import('../../../../support/vscodeStub/index'));
vi.mock('../../../../../src/ui/settings', () => ({ settings: { notifications: () => setting.value } }));

const revealed: string[] = [];
beforeEach(() => {
  screen.clear();
  revealed.length = 0;
});
afterEach(() => {
  setting.value = 'all';
});

function shown(save: Save) {
  void announceSave(save, async (id) => void revealed.push(id));
  return screen.messages.map(({ severity, text, actions }) => ({ severity, text, actions }));
}
const ended = (phase: SavePhase, overrides: Partial<Save> = {}): Save => aSave({ state: STATES[phase], ...overrides });

/** Phase → severity, start of the message, buttons. */
const TABLE = [
  ['saved', 'information', 'Saved experiments as team/base:1.0 in 6:00.', 'Copy Reference|Show Image|Show Log'],
  [
    'failed',
    'error',
    "Couldn't save experiments as team/base:1.0. Reason from ModelArts: too many layers",
    'Save Again...|Show Image|Show Log',
  ],
  ['deleted', 'error', 'team/base:1.0 was deleted', 'Save Again...|Show Log'],
  [
    'refused',
    'error',
    "Couldn't save experiments as team/base:1.0. An image with this name and tag",
    'Save Again...|Show Log',
  ],
  ['notSent', 'error', "Couldn't save experiments as team/base:1.0. modelarts.example.com", 'Save Again...|Show Log'],
  ['notSaved', 'error', "Couldn't save experiments as team/base:1.0. ", 'Save Again...|Show Log'],
  ['over', 'information', 'experiments is no longer being saved.', 'Show Log'],
  [
    'unwatched',
    'information',
    'Stopped following team/base:1.0. ModelArts is still',
    'Check Status|Copy Reference|Show Log',
  ],
  ['outcomeUnknown', 'error', "Couldn't confirm whether experiments was saved.", 'Check Status|Show Log'],
] as const satisfies readonly (readonly [SavePhase, string, string, string])[];

test('the table has every final phase', () => {
  const ends = Object.values(STATES).filter((state) => !isInProgress(state));
  expect(TABLE.map(([phase]) => phase).toSorted()).toEqual(ends.map(({ phase }) => phase).toSorted());
});

describe.each(TABLE)('a save that ended as "%s"', (phase, severity, beginning, buttons) => {
  test('is announced in a sentence with actions', () => {
    const [message, ...more] = shown(ended(phase));
    expect(more).toEqual([]);
    expect(message).toEqual({ severity, text: expect.stringContaining(beginning), actions: buttons.split('|') });
    expect(message?.text.startsWith(beginning)).toBe(true);
  });

  test('is announced when only failures are enabled and it is one', () => {
    setting.value = 'failures';
    expect(shown(ended(phase))).toHaveLength(severity === 'error' ? 1 : 0);
  });

  test('is not announced when notifications are off', () => {
    setting.value = 'none';
    expect(shown(ended(phase))).toEqual([]);
  });
});

test('Show Image reveals the image in its view', async () => {
  shown(ended('saved'));
  screen.messages.at(-1)?.answer('Show Image');
  await settled();
  expect(revealed).toEqual([STATES.saved.image.id]);
});

test('the duration of a save whose end was noticed late is omitted', () => {
  const [message] = shown(ended('saved', { state: { ...STATES.saved, noticedLate: true } as Save['state'] }));
  expect(message?.text).toBe('Saved experiments as team/base:1.0.');
});

test('the message says whether the notebook was stopped', () => {
  const text = (kind: 'accepted' | 'failed') =>
    shown(ended('saved', { stopping: kind === 'failed' ? { kind, error: STATES.refused.error } : { kind } })).at(-1)
      ?.text;
  expect(text('accepted')).toContain('Stopping the notebook.');
  expect(text('failed')).toContain("Couldn't stop the notebook.");
});

test.each([
  ['missing', 1],
  ['unexpected', 1],
  ['deadline', 0],
  ['stopped', 0],
] as const)('a save that is no longer followed (%s) is %i failure', (why, failures) => {
  setting.value = 'failures';
  expect(shown(ended('unwatched', { state: { ...STATES.unwatched, why } }))).toHaveLength(failures);
});
