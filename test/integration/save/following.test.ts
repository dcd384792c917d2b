import dns from 'node:dns';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FaultName } from '../../../src/emulator/index';
import type { Save } from '../../../src/save/save';
import type { Window } from '../../support/window';
import { type EmulatedWorld, emulatedWorld, type ServiceClient } from '../../support/world';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('a save in progress', () => {
  let world: EmulatedWorld;
  let window: Window<ServiceClient>;
  let save: Save;

  /** The kinds of the reported interruptions in order; `none` after each end. */
  const interruptions = (): readonly string[] =>
    window.states
      .flatMap((state) => (state.phase === 'saving' ? [state.trouble?.error.kind ?? 'none'] : []))
      .filter((kind, index, kinds) => kind !== kinds[index - 1]);
  const elapsed = (): number => world.clock.now() - save.requestedAt;

  beforeEach(async () => {
    world = await emulatedWorld({ timeoutMs: 1000 });
    window = await world.open();
    save = window.saves.start(world.saveParams());
    await world.until(() => elapsed() > MINUTE);
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    await world.close();
  });

  async function expectSavedOnce(): Promise<void> {
    const { state } = await window.toTheEnd(save);
    expect(state).toMatchObject({ phase: 'saved', image: { status: 'ACTIVE' } });
    expect(world.emulator.count('CreateImage')).toBe(1);
    expect(world.imagesMade).toBe(1);
  }

  test.each<[FaultName, string]>([
    ['throttled', 'refused'],
    ['throttledDate', 'refused'],
    ['serverError503', 'refused'],
    ['serverError500', 'refused'],
    ['forbidden', 'refused'],
    ['expired401', 'refused'],
    ['html', 'unreadable'],
    ['truncatedLength', 'unreadable'],
    ['truncatedChunked', 'unreadable'],
    ['empty', 'unreadable'],
    ['redirect302', 'unreadable'],
    ['redirect308', 'unreadable'],
    ['resetBefore', 'noAnswer'],
    ['resetAfter', 'noAnswer'],
    ['closeBefore', 'noAnswer'],
  ])('survives three minutes of %s and reports the interruption', async (fault, kind) => {
    const clearFault = world.emulator.fail({ on: 'ShowImage', with: fault, times: Number.POSITIVE_INFINITY });
    await world.until(() => elapsed() > 4 * MINUTE);
    expect(window.saves.get(save.id)?.state).toMatchObject({ phase: 'saving', trouble: { error: { kind } } });
    clearFault();
    await expectSavedOnce();
    expect(interruptions()).toEqual(['none', kind, 'none']);
  });

  test.each([
    { status: 200, body: { error_code: 'APIGW.0308', error_msg: 'too many' } },
    { status: 403, body: { error_code: 'APIGW.0308', error_msg: 'too many' } },
  ])('survives three minutes of throttling reported in a body with status $status', async ({ status, body }) => {
    const page = { kind: 'page', status, contentType: 'application/json', body: JSON.stringify(body) } as const;
    const clearFault = world.emulator.fail({ on: 'ShowImage', with: page, times: Number.POSITIVE_INFINITY });
    await world.until(() => elapsed() > 4 * MINUTE);
    expect(window.saves.get(save.id)?.state).toMatchObject({
      phase: 'saving',
      trouble: { error: { kind: 'refused', status, code: 'APIGW.0308' } },
    });
    clearFault();
    await expectSavedOnce();
  });

  test('survives minutes in which its host changes its address or has none, and is not requested twice', async () => {
    const { lookup } = dns;
    let address: string | undefined = '127.0.0.1';
    const flipping = (host: string, options: object, done: (...answer: readonly unknown[]) => void): void => {
      if (host !== 'localhost') Reflect.apply(lookup, dns, [host, options, done]);
      else if (address === undefined) done(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }));
      else if ('all' in options && options.all) done(null, [{ address, family: 4 }]);
      else done(null, address, 4);
    };
    const spy = vi.spyOn(dns, 'lookup').mockImplementation(flipping as never);
    const endpoint = world.emulator.url.replace('127.0.0.1', 'localhost');
    const { client } = world.connect(window, { endpoint });
    window.clientFor = () => Promise.resolve(client);
    await world.until(() => elapsed() > 2 * MINUTE);
    expect(spy.mock.calls.map(([host]) => host)).toContain('localhost');
    // Nothing listens at the previous address any more.
    for (const [moved, reason] of [
      ['127.0.0.9', 'refused'],
      [undefined, 'dns'],
    ] as const) {
      address = moved;
      await world.emulator.close();
      await world.emulator.open();
      const since = world.clock.now();
      await world.until(() => world.clock.now() - since > MINUTE);
      expect(window.saves.get(save.id)?.state).toMatchObject({
        phase: 'saving',
        trouble: { error: { kind: 'notSent', facts: { reason } } },
      });
    }
    address = '127.0.0.1';
    await expectSavedOnce();
  });

  test('whose notebook is stopped meanwhile ends with the result of the service', async () => {
    world.emulator.edit.alterNotebook(world.notebook.id, { status: 'STOPPED' });
    await expectSavedOnce();
    expect(interruptions()).toEqual(['none']);
    expect(world.emulator.edit.notebooks.find(({ id }) => id === world.notebook.id)?.status).toBe('STOPPED');
  });

  test('whose notebook is stopped and whose image therefore fails ends as failed and is not repeated', async () => {
    world.emulator.edit.alterNotebook(world.notebook.id, { status: 'STOPPED' });
    const image = world.emulator.edit.images.find(({ name }) => name === 'experiments');
    const statusMessage = 'the instance was stopped';
    world.emulator.edit.alterImage(image?.id ?? '', { status: 'CREATE_FAILED', statusMessage });
    const { state } = await window.toTheEnd(save);
    expect(state).toMatchObject({ phase: 'failed', image: { statusMessage } });
    expect(world.emulator.count('CreateImage')).toBe(1);
  });

  test('survives an hour without network and then sees the result at once', async () => {
    await world.emulator.close();
    await world.until(() => elapsed() > 60 * MINUTE);
    expect(window.saves.get(save.id)?.state).toMatchObject({
      phase: 'saving',
      trouble: { error: { kind: 'notSent' } },
    });
    const back = world.clock.now();
    await world.emulator.open();
    await expectSavedOnce();
    expect(world.clock.now() - back).toBeLessThanOrEqual(45 * SECOND);
  });

  test('continues with renewed credentials after the previous ones expired', async () => {
    world.emulator.endCredentials();
    await world.until(() => elapsed() > 2 * MINUTE);
    expect(window.saves.get(save.id)?.state).toMatchObject({ phase: 'saving', trouble: { error: { status: 401 } } });
    const { accessKey } = world.emulator;
    world.emulator.addAccessKey(accessKey, 'renewed');
    const { client: renewed } = world.connect(window, { secretKey: 'renewed' });
    window.clientFor = () => Promise.resolve(renewed);
    await expectSavedOnce();
  });

  test('is reported as finished soon after the machine wakes from overnight sleep', async () => {
    const polls = world.emulator.count('ShowImage');
    world.clock.suspend(8 * 60 * MINUTE);
    const woken = world.clock.now();
    await expectSavedOnce();
    expect(world.clock.now() - woken).toBeLessThanOrEqual(5 * SECOND);
    expect(world.emulator.count('ShowImage')).toBe(polls + 1);
  });

  test('whose image is deleted at the service ends with the reason', async () => {
    const image = world.emulator.edit.images.find(({ name }) => name === 'experiments');
    world.emulator.edit.removeImage(image?.id ?? '');
    const { state } = await window.toTheEnd(save);
    expect(state).toMatchObject({ phase: 'unwatched', why: 'missing' });
    // The notebook is being saved for six minutes, during which the image may still appear.
    expect(elapsed()).toBeLessThan(9 * MINUTE);
  });

  test('changes the image of its notebook, which listeners of the end event can reload', async () => {
    const { client } = world.connect(window);
    const signal = AbortSignal.timeout(15_000);
    const before = await client.getNotebook(world.notebook.id, signal);
    expect(before.status).toBe('SNAPSHOTTING');
    const asked: ReturnType<typeof client.getNotebook>[] = [];
    window.saves.onDidEnd(({ notebook }) => void asked.push(client.getNotebook(notebook.id, signal)));
    const { state } = await window.toTheEnd(save);
    const [after] = await Promise.all(asked);
    expect(after?.status).toBe('RUNNING');
    expect(after?.image.id).not.toBe(before.image.id);
    expect(after?.image.id).toBe(state.phase === 'saved' ? state.image.id : 'not saved');
  });

  test('takes fewer requests the second time, because its duration is known', async () => {
    await expectSavedOnce();
    const first = world.emulator.count('ShowImage');
    const request = { ...world.saveParams().request, tag: 'v2' };
    const { state } = await window.toTheEnd(window.saves.start(world.saveParams({ request })));
    expect(state.phase).toBe('saved');
    expect(first).toBeLessThanOrEqual(40);
    expect(world.emulator.count('ShowImage') - first).toBeLessThanOrEqual(24);
  });
});
