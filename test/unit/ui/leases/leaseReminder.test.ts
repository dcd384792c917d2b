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

interface Room {
  readonly notebooks: readonly Notebook[];
  readonly saves?: readonly Save[];
  readonly savedAt?: number;
  /** How far the service's clock is ahead. */
  readonly aheadMs?: number;
  readonly answer?: ReminderAnswer;
  readonly store?: KeptValues;
  readonly options?: Partial<LeaseReminderOptions>;
}

function reminding(make: (now: number) => Room) {
  const clock = new ManualClock();
  const room = make(clock.now());
  const rows = { current: room.notebooks };
  const changed = new Emitter<void>();
  const asked: string[] = [];
  const done: string[] = [];
  const reminder = remindOfLeases({
    rows: () => rows.current.map((notebook) => ({ connection: 'Work', notebook })),
    onDidChangeRows: changed.event,
    saves: () => room.saves ?? [],
    savedAt: () => room.savedAt,
    serviceNow: () => clock.now() + (room.aheadMs ?? 0),
    clock,
    store: room.store ?? new KeptValues(),
    isEnabled: () => true,
    ask: async ({ notebook, leftMs }) => {
      asked.push(`${notebook.name} ${Math.round(leftMs / MINUTE)}`);
      return room.answer;
    },
    save: ({ notebook }) => done.push(`save ${notebook.name}`),
    renew: ({ notebook }) => done.push(`renew ${notebook.name}`),
    ...room.options,
  });
  open.push(reminder);
  const show = (notebooks: readonly Notebook[]): void => {
    rows.current = notebooks;
    changed.fire();
  };
  show(room.notebooks);
  return { clock, show, asked, done, reminder };
}

/** Runs since the morning, and stops in so many minutes. */
function ending(now: number, minutes: number, but: Partial<Notebook> = {}): Notebook {
  return aNotebook({ name: 'nb', leaseStartedAt: now - 8 * HOUR, leaseEndsAt: now + minutes * MINUTE, ...but });
}

describe('a reminder', () => {
  test('comes once, half an hour before an unsaved day ends', async () => {
    const { clock, asked, show } = reminding((now) => ({ notebooks: [ending(now, 60)] }));
    await clock.advance(29 * MINUTE);
    expect(asked).toEqual([]);
    await clock.advance(MINUTE);
    expect(asked).toEqual(['nb 30']);
    show([ending(clock.now() - 30 * MINUTE, 60)]);
    await clock.advance(HOUR);
    expect(asked).toEqual(['nb 30']);
  });

  test('comes again when the notebook was renewed and is about to end again', async () => {
    const { clock, asked, show } = reminding((now) => ({ notebooks: [ending(now, 20)] }));
    await clock.advance(0);
    show([ending(clock.now(), 120)]);
    await clock.advance(2 * HOUR);
    expect(asked).toEqual(['nb 20', 'nb 30']);
  });

  test('goes by the service’s clock', async () => {
    const { clock, asked } = reminding((now) => ({ notebooks: [ending(now + HOUR, 60)], aheadMs: HOUR }));
    await clock.advance(30 * MINUTE);
    expect(asked).toEqual(['nb 30']);
  });

  test('comes earlier where saves take long', async () => {
    const took = aSave({ requestedAt: 0, endedAt: 40 * MINUTE });
    const { clock, asked } = reminding((now) => ({ notebooks: [ending(now, 80)], saves: [took] }));
    await clock.advance(5 * MINUTE);
    expect(asked).toEqual(['nb 75']);
  });

  test('counts a run from when it was first seen, where the service says that it began later', async () => {
    const { clock, asked, show } = reminding((now) => ({
      notebooks: [ending(now, 600, { leaseStartedAt: undefined })],
    }));
    await clock.advance(3 * HOUR);
    show([ending(clock.now(), 20, { leaseStartedAt: clock.now() - MINUTE })]);
    await clock.advance(0);
    expect(asked).toEqual(['nb 20']);
  });

  test.each<[string, (now: number) => Room]>([
    ['stopped', (now) => ({ notebooks: [ending(now, 20, { status: 'STOPPED' })] })],
    ['never stops by itself', (now) => ({ notebooks: [ending(now, 20, { leaseEndsAt: undefined })] })],
    ['has only just begun to run', (now) => ({ notebooks: [ending(now, 20, { leaseStartedAt: now - HOUR })] })],
    [
      'was saved since it began to run',
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
    ['has ended already', (now) => ({ notebooks: [ending(now, -1)] })],
  ])('does not come for a notebook that %s', async (_which, make) => {
    const { clock, asked } = reminding(make);
    await clock.advance(10 * MINUTE);
    expect(asked).toEqual([]);
  });

  test('comes although a save was tried in vain, or another notebook was saved', async () => {
    const { asked, clock } = reminding((now) => ({
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

  test('does not come while such notifications are not wanted', async () => {
    const { asked, clock } = reminding((now) => ({
      notebooks: [ending(now, 20)],
      options: { isEnabled: () => false },
    }));
    await clock.advance(10 * MINUTE);
    expect(asked).toEqual([]);
  });

  test('does not come again, in no window, once it was switched off', async () => {
    const store = new KeptValues();
    const first = reminding((now) => ({ notebooks: [ending(now, 20)], answer: 'never', store }));
    await first.clock.advance(0);
    const second = reminding((now) => ({ notebooks: [ending(now, 20)], store }));
    await second.clock.advance(10 * MINUTE);
    expect([first.asked, second.asked]).toEqual([['nb 20'], []]);
  });

  test.each([
    ['save', ['save nb']],
    ['renew', ['renew nb']],
    ['never', []],
    [undefined, []],
  ] as const)('answered with %s does what it says', async (answer, expected) => {
    const { clock, done } = reminding((now) => ({ notebooks: [ending(now, 20)], answer }));
    await clock.advance(0);
    expect(done).toEqual(expected);
  });
});

describe('the clock', () => {
  test('stands still while no notebook is about to stop by itself', async () => {
    const { clock, show } = reminding(() => ({ notebooks: [aNotebook()] }));
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

  test('is let go of with the window', async () => {
    const { clock, reminder } = reminding((now) => ({ notebooks: [ending(now, 600)] }));
    await clock.advance(0);
    reminder.dispose();
    await clock.advance(0);
    expect(clock.sleepers).toBe(0);
  });
});
