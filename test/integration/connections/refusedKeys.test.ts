import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { watchBuilds } from '../../../src/ui/images/buildWatch';
import { ImageList } from '../../../src/ui/images/imageList';
import { NotebookLists } from '../../../src/ui/notebooks/notebookLists';
import { pollNotebooks } from '../../../src/ui/notebooks/pollNotebooks';
import { anImageRequest, someSaveParams } from '../../support/builders';
import { connectTo } from '../../support/connectTo';
import { ManualViewFocus } from '../../support/doubles';
import { type EmulatedWorldOptions, emulatedWorld } from '../../support/world';
import { aWindow as aSignedInWindow, entryOf } from './signIn';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const LOCK = 5 * MINUTE;

/**
 * A window in which everything polls the service: both views, single notebooks in transition, image builds and saves. All
 * connections read the same key file.
 */
async function aBusyWindow(names: readonly string[] = ['Work'], options: EmulatedWorldOptions = {}) {
  const world = await emulatedWorld({ timeoutMs: 5000, ...options });
  const { emulator, clock } = world;
  const { edit, projectId } = emulator;
  const entries = names.map((name) => entryOf(emulator, { name, projectId, credentials: 'profileFile' }));
  const signedIn = aSignedInWindow({ connections: entries, connection: '' }, {}, clock);
  const { connections, clients, health } = signedIn;
  const writeKeys = (accessKey: string, secretKey: string): string =>
    signedIn.write('.huaweicloud/credentials', `[basic]\nak = ${accessKey}\nsk = ${secretKey}\n`);
  writeKeys(emulator.accessKey, emulator.secretKey);
  const window = world.window(undefined, { isLasting: () => false });
  const { saves, log } = window;
  const clientFor = async (name: string) => window.process.around(await clients.for(name));
  window.clientFor = clientFor;
  const lists = new NotebookLists({ connections, clientFor, allUsers: () => false, clock, log });
  const images = new ImageList({ connections, clientFor, clock, log });
  const viewFocus = new ManualViewFocus();
  const polling = [
    pollNotebooks({ lists, viewFocus, clock, log, intervalMs: () => MINUTE, isFollowed: () => false }),
    watchBuilds({ list: images, saves, viewFocus, clock, log }),
  ];

  /** The user refreshes both views. */
  const readBoth = async (): Promise<void> => {
    await Promise.all([...lists.all.map(({ list }) => list.read()), images.read()]);
    await world.settle();
  };

  return {
    emulator,
    clock,
    clients,
    health,
    lists,
    writeKeys,
    readBoth,
    pass: (ms: number) => world.pass(ms),
    /** Opens both views with these numbers of notebooks in transition, image builds and saves. */
    open: async ({ moving, building, saving }: { moving: number; building: number; saving: number }): Promise<void> => {
      for (let index = 0; index < moving; index += 1) edit.addNotebook({ name: `moving-${index}`, status: 'DELETING' });
      for (let index = 0; index < saving; index += 1) {
        const { id, name } = edit.addNotebook({ name: `saved-${index}` });
        const request = anImageRequest({ namespace: 'ai-team', name, tag: 'v1' });
        saves.start(someSaveParams({ notebook: { id, name }, request }));
      }
      for (let index = 0; index < building; index += 1) edit.addImage({ name: `built-${index}`, status: 'CREATING' });
      await readBoth();
    },
    /** Times of all 401 responses, in milliseconds since the epoch. */
    get refusedAt(): readonly number[] {
      return emulator.journal.filter(({ status }) => status === 401).map(({ at }) => at);
    },
    close: async (): Promise<void> => {
      for (const each of [...polling, lists, images, connections, health]) each.dispose();
      await clients.close();
      await world.close();
    },
  };
}

async function aWindow(): ReturnType<typeof aBusyWindow> {
  const window = await aBusyWindow();
  onTestFinished(() => window.close());
  return window;
}

/** Returns the maximum number of rejected requests within any five minutes. */
function maxInFiveMinutes(times: readonly number[]): number {
  return Math.max(0, ...times.map((start) => times.filter((at) => at >= start && at < start + LOCK).length));
}

describe('keys that stop being accepted', { timeout: 90_000 }, () => {
  test('rejected keys sign at most two requests in any five minutes, whatever is open and whenever it happens', async () => {
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
          expect(maxInFiveMinutes(window.refusedAt)).toBeLessThanOrEqual(2);
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

  test('keys rejected during a burst of requests sign at most two requests in any five minutes', async () => {
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
          const closed = new AbortController();
          const ending = (async (): Promise<void> => {
            while (emulator.journal.length < endAfter && !closed.signal.aborted) await setImmediate();
            emulator.addAccessKey(emulator.accessKey, 'another secret');
          })();
          await window.open(filling);
          await window.pass(3 * MINUTE);
          closed.abort();
          await ending;
          await window.pass(6 * MINUTE);
          expect(window.refusedAt.length).toBeGreaterThan(0);
          expect(maxInFiveMinutes(window.refusedAt)).toBeLessThanOrEqual(2);
        } finally {
          await window.close();
        }
      }),
      { numRuns: 8, examples: [[{ endAfter: 12, moving: 6, building: 1, saving: 1, latencyMs: 0 }]] },
    );
  });

  test('rejected keys are tried once every five minutes, and polling recovers when they are accepted again', async () => {
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

  test('keys that change in their file are tried immediately', async () => {
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

  test('rejected keys are tried once more when the user refreshes, but not a third time in five minutes', async () => {
    const window = await aWindow();
    await window.open({ moving: 3, building: 1, saving: 1 });
    window.emulator.endCredentials();
    await window.pass(10 * SECOND);
    const clicked: number[] = [];
    for (let click = 0; click < 5; click += 1) {
      window.clients.allowRetry();
      await window.readBoth();
      await window.pass(10 * SECOND);
      clicked.push(window.refusedAt.length);
      expect(window.lists.all[0]?.list.state).toMatchObject({ kind: 'failed', error: { status: 401 } });
    }
    expect(clicked).toEqual([2, 2, 2, 2, 2]);
  });

  test('a refresh by the user detects that keys are accepted again', async () => {
    const window = await aWindow();
    await window.open({ moving: 3, building: 1, saving: 0 });
    window.emulator.endCredentials();
    await window.pass(10 * SECOND);
    window.emulator.addAccessKey(window.emulator.accessKey, window.emulator.secretKey);
    await window.readBoth();
    expect(window.health.of('Work')).toBe('expired');
    window.clients.allowRetry();
    await window.readBoth();
    expect(window.health.of('Work')).toBe('ok');
    expect(window.refusedAt).toHaveLength(1);
  });

  test('keys locked by another program are not used for five minutes, even when the user refreshes', async () => {
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
    window.clients.allowRetry();
    await window.readBoth();
    expect(window.refusedAt).toHaveLength(1);
  });
});
