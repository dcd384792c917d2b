import { afterEach, describe, expect, test } from 'vitest';
import type { Notebook } from '../../../../src/model/notebook';
import type { Save } from '../../../../src/save/save';
import {
  type LeaseReminderOptions,
  type ReminderAnswer,
  remindOfLeases,
} from '../../../../src/ui/leases/leaseReminder';
import { Emitter } from '../../../../src/util/event';
import { aNotebook, anImage, aSave } from '../../../support/builders';
import { KeptValues } from '../../../support/doubles';
import { ManualClock } from '../../../support/manualClock';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const open: { dispose(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.dispose();
});

interface Situation {
  readonly notebooks: readonly Notebook[];
  readonly saves?: readonly Save[];
  readonly savedAt?: number;
  /** How far the service's clock is ahead, in milliseconds. */
  readonly aheadMs?: number;
  readonly answer?: ReminderAnswer;
  readonly store?: KeptValues;
  readonly options?: Partial<LeaseReminderOptions>;
}

function startReminder(make: (now: number) => Situation) {
  const clock = new ManualClock();
  const situation = make(clock.now());
  const rows = { current: situation.notebooks };
  const changed = new Emitter<void>();
  const asked: string[] = [];
  const done: string[] = [];
  const reminder = remindOfLeases({
    rows: () => rows.current.map((notebook) => ({ connection: 'Work', notebook })),
    onDidChangeRows: changed.event,
    saves: () => situation.saves ?? [],
    savedAt: () => situation.savedAt,
    serviceNow: () => clock.now() + (situation.aheadMs ?? 0),
    clock,
    store: situation.store ?? new KeptValues(),
    isEnabled: () => true,
    ask: async ({ notebook, leftMs }) => {
      asked.push(`${notebook.name} ${Math.round(leftMs / MINUTE)}`);
      return situation.answer;
    },
    save: ({ notebook }) => done.push(`save ${notebook.name}`),
    renew: ({ notebook }) => done.push(`renew ${notebook.name}`),
    ...situation.options,
  });
  open.push(reminder);
  const show = (notebooks: readonly Notebook[]): void => {
    rows.current = notebooks;
    changed.fire();
  };
  show(situation.notebooks);
  return { clock, show, asked, done, reminder };
}

/** A notebook that has been running for eight hours and stops in `minutes`. */
function ending(now: number, minutes: number, overrides: Partial<Notebook> = {}): Notebook {
  return aNotebook({ name: 'nb', leaseStartedAt: now - 8 * HOUR, leaseEndsAt: now + minutes * MINUTE, ...overrides });
}

describe('remindOfLeases', () => {
  test('reminds once, half an hour before an unsaved notebook stops', async () => {
    const { clock, asked, show } = startReminder((now) => ({ notebooks: [ending(now, 60)] }));
    await clock.advance(29 * MINUTE);
    expect(asked).toEqual([]);
    await clock.advance(MINUTE);
    expect(asked).toEqual(['nb 30']);
    show([ending(clock.now() - 30 * MINUTE, 60)]);
    await clock.advance(HOUR);
    expect(asked).toEqual(['nb 30']);
  });

  test('reminds again when a renewed lease is about to end', async () => {
    const { clock, asked, show } = startReminder((now) => ({ notebooks: [ending(now, 20)] }));
    await clock.advance(0);
    show([ending(clock.now(), 120)]);
    await clock.advance(2 * HOUR);
    expect(asked).toEqual(['nb 20', 'nb 30']);
  });

  test('uses the service’s clock', async () => {
    const { clock, asked } = startReminder((now) => ({ notebooks: [ending(now + HOUR, 60)], aheadMs: HOUR }));
    await clock.advance(30 * MINUTE);
    expect(asked).toEqual(['nb 30']);
  });

  test('reminds earlier when saves take long', async () => {
    const slowSave = aSave({ requestedAt: 0, endedAt: 40 * MINUTE });
    const { clock, asked } = startReminder((now) => ({ notebooks: [ending(now, 80)], saves: [slowSave] }));
    await clock.advance(5 * MINUTE);
    expect(asked).toEqual(['nb 75']);
  });

  test('counts from when the notebook was first seen running when the service reports a later start', async () => {
    const { clock, asked, show } = startReminder((now) => ({
      notebooks: [ending(now, 600, { leaseStartedAt: undefined })],
    }));
    await clock.advance(3 * HOUR);
    show([ending(clock.now(), 20, { leaseStartedAt: clock.now() - MINUTE })]);
    await clock.advance(0);
    expect(asked).toEqual(['nb 20']);
  });

  test.each<[string, (now: number) => Situation]>([
    ['stopped', (now) => ({ notebooks: [ending(now, 20, { status: 'STOPPED' })] })],
    ['never stops automatically', (now) => ({ notebooks: [ending(now, 20, { leaseEndsAt: undefined })] })],
    ['has just started', (now) => ({ notebooks: [ending(now, 20, { leaseStartedAt: now - HOUR })] })],
    [
      'was saved since it started',
      (now) => ({ notebooks: [ending(now, 20)], saves: [aSave({ requestedAt: now - HOUR })] }),
    ],
    [
      'is being saved',
      (now) => ({
        notebooks: [ending(now, 20)],
        saves: [aSave({ requestedAt: now, endedAt: undefined, state: { phase: 'requesting' } })],
      }),
    ],
    ['was saved from another window', (now) => ({ notebooks: [ending(now, 20)], savedAt: now - HOUR })],
    ['has already stopped', (now) => ({ notebooks: [ending(now, -1)] })],
  ])('does not remind of a notebook that %s', async (_which, make) => {
    const { clock, asked } = startReminder(make);
    await clock.advance(10 * MINUTE);
    expect(asked).toEqual([]);
  });

  test('reminds when the save failed or another notebook was saved', async () => {
    const { asked, clock } = startReminder((now) => ({
      notebooks: [ending(now, 20)],
      saves: [
        aSave({ requestedAt: now - HOUR, state: { phase: 'over' }, notebook: { id: 'other', name: 'other' } }),
        aSave({ requestedAt: now - HOUR, connection: 'Home' }),
        aSave({ requestedAt: now - HOUR, state: { phase: 'failed', image: anImage({ status: 'ERROR' }) } }),
      ],
    }));
    await clock.advance(0);
    expect(asked).toEqual(['nb 20']);
  });

  test('does not remind while the settings disable notifications', async () => {
    const { asked, clock } = startReminder((now) => ({
      notebooks: [ending(now, 20)],
      options: { isEnabled: () => false },
    }));
    await clock.advance(10 * MINUTE);
    expect(asked).toEqual([]);
  });

  test('does not remind again in any window after the user disables reminders', async () => {
    const store = new KeptValues();
    const first = startReminder((now) => ({ notebooks: [ending(now, 20)], answer: 'never', store }));
    await first.clock.advance(0);
    const second = startReminder((now) => ({ notebooks: [ending(now, 20)], store }));
    await second.clock.advance(10 * MINUTE);
    expect([first.asked, second.asked]).toEqual([['nb 20'], []]);
  });

  test.each([
    ['save', ['save nb']],
    ['renew', ['renew nb']],
    ['never', []],
    [undefined, []],
  ] as const)('runs the action of the answer %s', async (answer, expected) => {
    const { clock, done } = startReminder((now) => ({ notebooks: [ending(now, 20)], answer }));
    await clock.advance(0);
    expect(done).toEqual(expected);
  });
});

describe('the remindOfLeases timer', () => {
  test('does not run while no notebook has a lease', async () => {
    const { clock, show } = startReminder(() => ({ notebooks: [aNotebook()] }));
    await clock.advance(0);
    expect(clock.sleepers).toBe(0);
    show([ending(clock.now(), 600)]);
    show([ending(clock.now(), 600)]);
    await clock.advance(0);
    expect(clock.sleepers).toBe(1);
    show([]);
    await clock.advance(2 * MINUTE);
    expect(clock.sleepers).toBe(0);
  });

  test('dispose() stops the timer', async () => {
    const { clock, reminder } = startReminder((now) => ({ notebooks: [ending(now, 600)] }));
    await clock.advance(0);
    reminder.dispose();
    await clock.advance(0);
    expect(clock.sleepers).toBe(0);
  });
});
