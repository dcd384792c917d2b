import { describe, expect, test } from 'vitest';
import { NoAnswerError, NotConnectedError, NotSentError, UnreadableAnswerError } from '../../../src/model/errors';
import { ensureRunning, type NotebookStarter } from '../../../src/save/ensureRunning';
import { aNotebook, aRefusal, someDetails } from '../../support/builders';
import { ManualClock } from '../../support/manualClock';

const facts = { host: 'example.com', code: undefined, proxy: undefined };
const offline = new NotSentError({ reason: 'offline', ...facts });
const noAnswer = new NoAnswerError({ reason: 'reset', ...facts });
const webPage = new UnreadableAnswerError('notJson', 200, 'example.com', undefined);

/**
 * A notebook that passes through these states, one per poll, and stays in the last. An error rejects the poll instead.
 */
function notebook(...states: readonly (string | Error)[]) {
  const started: string[] = [];
  let polls = 0;
  const service: NotebookStarter = {
    getNotebook: async (_id, signal) => {
      signal.throwIfAborted();
      const state = states[Math.min(polls, states.length - 1)]!;
      polls += 1;
      if (typeof state !== 'string') throw state;
      return someDetails({ status: state });
    },
    startNotebook: async () => {
      started.push('start');
      return someDetails({ status: 'STARTING' });
    },
  };
  return { service, started };
}

async function run(service: NotebookStarter, mayStart: boolean, stop = new AbortController()) {
  const clock = new ManualClock();
  const seen: (string | undefined)[] = [];
  const finished = new AbortController();
  const running = ensureRunning(
    service,
    aNotebook().id,
    { clock, mayStart, onPoll: (each) => seen.push(each.status), onInterruption: () => seen.push(undefined) },
    stop.signal,
  ).finally(() => finished.abort());
  running.catch(() => undefined);
  for (let tick = 0; !finished.signal.aborted && tick < 100; tick += 1) await clock.advance(5000);
  return { running, seen, stop };
}

describe('ensureRunning', () => {
  test('starts a stopped notebook once and waits until it runs', async () => {
    const { service, started } = notebook('STOPPED', 'STOPPED', 'STARTING', 'RUNNING');
    const { running, seen } = await run(service, true);
    expect(await running).toMatchObject({ status: 'RUNNING' });
    expect([started, seen]).toEqual([['start'], ['STOPPED', 'STARTING', 'STOPPED', 'STARTING', 'RUNNING']]);
  });

  test('waits until a stopping notebook has stopped before starting it', async () => {
    const { service, started } = notebook('STOPPING', 'STOPPING', 'STOPPED', 'STARTING', 'RUNNING');
    await (await run(service, true)).running;
    expect(started).toEqual(['start']);
  });

  test('only waits when starting is not allowed', async () => {
    const { service, started } = notebook('STARTING', 'RUNNING');
    await (await run(service, false)).running;
    expect(started).toEqual([]);
    const stopped = notebook('STARTING', 'STOPPED');
    await expect((await run(stopped.service, false)).running).rejects.toMatchObject({ reason: 'stopped' });
  });

  test.each(['START_FAILED', 'FROZEN', 'SNAPSHOTTING', 'DELETED', 'HIBERNATING'])(
    'rejects when the notebook becomes %s',
    async (status) => {
      const { service } = notebook('STARTING', status);
      await expect((await run(service, true)).running).rejects.toMatchObject({ kind: 'notSavable', status });
    },
  );

  test('rejects when the notebook is still stopped a minute after the start request', async () => {
    const { service, started } = notebook('STOPPED');
    const { running, seen } = await run(service, true);
    await expect(running).rejects.toMatchObject({ kind: 'notSavable', reason: 'stopped' });
    expect(started).toEqual(['start']);
    expect(seen.length).toBe(14);
  });

  test('keeps polling while the network is down or the service is busy', async () => {
    const { service } = notebook('STARTING', offline, aRefusal({ status: 503 }), aRefusal({ status: 429 }), 'RUNNING');
    const { running, seen } = await run(service, false);
    expect(await running).toMatchObject({ status: 'RUNNING' });
    expect(seen).toEqual(['STARTING', undefined, undefined, undefined, 'RUNNING']);
  });

  test.each([noAnswer, webPage, aRefusal({ status: 500 })])(
    'keeps polling after an unusable response ($message)',
    async (error) => {
      const { service, started } = notebook(error, 'STARTING', 'RUNNING');
      expect(await (await run(service, true)).running).toMatchObject({ status: 'RUNNING' });
      expect(started).toEqual([]);
    },
  );

  test.each([['INIT'], ['CREATING'], ['STARTING'], ['FROZEN'], ['DELETED']])(
    'does not start a notebook that is %s even if allowed',
    async (status) => {
      const { service, started } = notebook(status, 'RUNNING');
      await (await run(service, true)).running.catch(() => undefined);
      expect(started).toEqual([]);
    },
  );

  test('keeps polling when another client has already started the notebook', async () => {
    for (const code of ['ModelArts.6305', 'ModelArts.6306']) {
      const { service } = notebook('STOPPED', 'STARTING', 'RUNNING');
      const refusal = aRefusal({ status: 400, code });
      const { running } = await run({ ...service, startNotebook: () => Promise.reject(refusal) }, true);
      expect(await running).toMatchObject({ status: 'RUNNING' });
    }
  });

  test('rejects with the error when the service refuses to start or show the notebook', async () => {
    const { service } = notebook('STOPPED');
    const refusal = aRefusal({ status: 403, code: 'ModelArts.0112' });
    const started = await run({ ...service, startNotebook: () => Promise.reject(refusal) }, true);
    await expect(started.running).rejects.toBe(refusal);
    const deleted = notebook(aRefusal({ status: 400, code: 'ModelArts.6309' }));
    await expect((await run(deleted.service, true)).running).rejects.toMatchObject({ code: 'ModelArts.6309' });
  });

  test('rejects at once when there is no connection', async () => {
    const notConnected = new NotConnectedError('noCredentials', 'Work', undefined);
    await expect((await run(notebook(notConnected).service, true)).running).rejects.toBe(notConnected);
  });

  test('does not report a failed poll after the signal has aborted', async () => {
    const stop = new AbortController();
    const { service } = notebook('STARTING');
    const getNotebook = (): Promise<never> => {
      stop.abort(new Error('enough'));
      return Promise.reject(offline);
    };
    const { running, seen } = await run({ ...service, getNotebook }, true, stop);
    await expect(running).rejects.toThrow('enough');
    expect(seen).toEqual([]);
  });

  test('rejects as soon as the signal aborts', async () => {
    const { service } = notebook('STARTING');
    const clock = new ManualClock();
    const stop = new AbortController();
    const running = ensureRunning(
      service,
      aNotebook().id,
      { clock, mayStart: true, onPoll: () => undefined, onInterruption: () => undefined },
      stop.signal,
    );
    const rejection = expect(running).rejects.toMatchObject({ name: 'AbortError' });
    await clock.whenAsleep();
    stop.abort();
    await rejection;
    expect(clock.sleepers).toBe(0);
  });
});
