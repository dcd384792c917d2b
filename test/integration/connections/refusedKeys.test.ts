import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { aBusyWindow, type BusyWindow } from '../../support/busyWindow';
import { connectTo } from '../../support/connectTo';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const LOCK = 5 * MINUTE;

async function aWindow(names?: readonly string[]): Promise<BusyWindow> {
  const window = await aBusyWindow(names);
  onTestFinished(() => window.close());
  return window;
}

/** The most refused requests within any five minutes. */
function mostInFiveMinutes(times: readonly number[]): number {
  return Math.max(0, ...times.map((start) => times.filter((at) => at >= start && at < start + LOCK).length));
}

describe('Keys that stop being accepted', { timeout: 90_000 }, () => {
  test('sign at most two requests in any five minutes, whatever is open and whenever it happens', async () => {
    const situation = fc.record({
      names: fc.constantFrom<readonly string[]>(['Work'], ['Work', 'Home']),
      moving: fc.integer({ min: 0, max: 8 }),
      building: fc.integer({ min: 0, max: 4 }),
      saving: fc.integer({ min: 0, max: 3 }),
      endAfterMs: fc.integer({ min: 0, max: 3 * MINUTE }),
      isDeleted: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(situation, async ({ names, endAfterMs, isDeleted, ...filling }) => {
        const window = await aBusyWindow(names);
        try {
          await window.open(filling);
          await window.pass(endAfterMs);
          expect(window.refusedAt).toEqual([]);
          if (isDeleted) window.emulator.addAccessKey(window.emulator.accessKey, 'another secret');
          else window.emulator.endCredentials();
          await window.pass(16 * MINUTE);
          expect(mostInFiveMinutes(window.refusedAt)).toBeLessThanOrEqual(2);
        } finally {
          await window.close();
        }
      }),
      {
        numRuns: 8,
        examples: [[{ names: ['Work'], moving: 6, building: 2, saving: 1, endAfterMs: 10_000, isDeleted: true }]],
      },
    );
  });

  test('sign at most two requests in any five minutes where they end in the middle of a burst of requests', async () => {
    const situation = fc.record({
      endAfter: fc.integer({ min: 0, max: 60 }),
      moving: fc.integer({ min: 4, max: 8 }),
      building: fc.integer({ min: 0, max: 3 }),
      saving: fc.integer({ min: 1, max: 3 }),
      latencyMs: fc.constantFrom(0, 2, 20),
    });
    await fc.assert(
      fc.asyncProperty(situation, async ({ endAfter, latencyMs, ...filling }) => {
        const window = await aBusyWindow(['Work', 'Home'], { latencyMs });
        try {
          const { emulator } = window;
          const over = new AbortController();
          const ending = (async (): Promise<void> => {
            while (emulator.journal.length < endAfter && !over.signal.aborted) await setImmediate();
            emulator.addAccessKey(emulator.accessKey, 'another secret');
          })();
          await window.open(filling);
          await window.pass(3 * MINUTE);
          over.abort();
          await ending;
          await window.pass(6 * MINUTE);
          expect(window.refusedAt.length).toBeGreaterThan(0);
          expect(mostInFiveMinutes(window.refusedAt)).toBeLessThanOrEqual(2);
        } finally {
          await window.close();
        }
      }),
      { numRuns: 8, examples: [[{ endAfter: 12, moving: 6, building: 1, saving: 1, latencyMs: 0 }]] },
    );
  });

  test('are tried by one request every five minutes, and everything recovers when they are accepted again', async () => {
    const window = await aWindow();
    await window.open({ moving: 6, building: 1, saving: 1 });
    window.emulator.endCredentials();
    await window.pass(LOCK - SECOND);
    expect(window.refusedAt).toHaveLength(1);
    expect(window.health.of('Work')).toBe('expired');
    await window.pass(2 * MINUTE);
    expect(window.refusedAt).toHaveLength(2);
    window.emulator.behave({ credentialsEnded: true });
    window.emulator.behave({ credentialsEnded: false });
    await window.pass(LOCK);
    expect(window.health.of('Work')).toBe('ok');
    expect(window.refusedAt).toHaveLength(2);
  });

  test('are tried at once when they change in their file', async () => {
    const window = await aWindow();
    await window.open({ moving: 2, building: 0, saving: 1 });
    window.emulator.endCredentials();
    await window.pass(20 * SECOND);
    expect(window.refusedAt).toHaveLength(1);
    window.emulator.addAccessKey('OTHERKEY00OTHERKEY00', 'other secret');
    window.writeKeys('OTHERKEY00OTHERKEY00', 'other secret');
    await window.pass(20 * SECOND);
    expect(window.health.of('Work')).toBe('ok');
    expect(window.refusedAt).toHaveLength(1);
  });

  test('are tried once more when a person asks, and no third time in five minutes', async () => {
    const window = await aWindow();
    await window.open({ moving: 3, building: 1, saving: 1 });
    window.emulator.endCredentials();
    await window.pass(10 * SECOND);
    const clicked: number[] = [];
    for (let click = 0; click < 5; click += 1) {
      window.clients.allowOne();
      await window.readBoth();
      await window.pass(10 * SECOND);
      clicked.push(window.refusedAt.length);
      expect(window.lists.all[0]?.list.state).toMatchObject({ kind: 'failed', error: { status: 401 } });
    }
    expect(clicked).toEqual([2, 2, 2, 2, 2]);
  });

  test('are found to be accepted again when a person asks', async () => {
    const window = await aWindow();
    await window.open({ moving: 3, building: 1, saving: 0 });
    window.emulator.endCredentials();
    await window.pass(10 * SECOND);
    window.emulator.addAccessKey(window.emulator.accessKey, window.emulator.secretKey);
    await window.readBoth();
    expect(window.health.of('Work')).toBe('expired');
    window.clients.allowOne();
    await window.readBoth();
    expect(window.health.of('Work')).toBe('ok');
    expect(window.refusedAt).toHaveLength(1);
  });

  test('that another program got locked are left alone for five minutes, also when a person asks', async () => {
    const window = await aWindow();
    await window.open({ moving: 3, building: 0, saving: 0 });
    const { accessKey, secretKey } = window.emulator;
    window.emulator.addAccessKey(accessKey, 'another secret');
    const elsewhere = connectTo(window.emulator, { secretKey, clock: window.clock });
    for (let attempt = 0; attempt < 5; attempt += 1)
      await elsewhere.client.listWorkspaces(AbortSignal.timeout(5000)).catch(() => undefined);
    await elsewhere.close();
    window.emulator.resetJournal();
    await window.pass(10 * SECOND);
    expect(window.refusedAt).toHaveLength(1);
    expect(window.health.of('Work')).toBe('locked');
    window.clients.allowOne();
    await window.readBoth();
    expect(window.refusedAt).toHaveLength(1);
  });
});
