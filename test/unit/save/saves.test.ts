import { test as base, describe, expect } from 'vitest';
import { NotConnectedError, OutcomeUnknownError } from '../../../src/model/errors';
import type { Save } from '../../../src/save/save';
import { anImage, anImageRequest, aRefusal, someSaveParams } from '../../support/builders';
import { ScriptedSource } from '../../support/scriptedSource';
import { ScriptedWorld } from '../../support/world';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const test = base
  .extend('world', () => Object.assign(new ScriptedWorld(), { followForMs: 60 * MINUTE }))
  .extend('clock', ({ world }) => world.clock)
  .extend('source', ({ world }) => world.source)
  .extend('window', ({ world }, { onCleanup }) => {
    const window = world.window('w1');
    onCleanup(() => window.saves.dispose());
    return window;
  })
  .extend('saves', ({ window }) => window.saves)
  .extend('ended', ({ window }) => window.ended)
  .extend('log', ({ window }) => window.log)
  .extend('changes', ({ saves }) => {
    const changes: string[] = [];
    saves.onDidChange(({ notebook, state }) => void changes.push(`${notebook.id} ${state.phase}`));
    return changes;
  })
  /** Id of a save that has been followed for a minute. */
  .extend('id', async ({ saves, clock, changes }) => {
    const { id } = saves.start(paramsFor('n1'));
    await clock.advance(MINUTE);
    expect(changes.at(-1)).toBe('n1 saving');
    return id;
  });

function paramsFor(notebookId: string): ReturnType<typeof someSaveParams> {
  return someSaveParams({ notebook: { id: notebookId, name: `notebook ${notebookId}` } });
}

describe('starting', () => {
  test('returns the save at once and lists it', ({ saves, clock }) => {
    const save = saves.start(someSaveParams());
    expect(save).toMatchObject({
      connection: 'Work',
      notebook: someSaveParams().notebook,
      request: anImageRequest(),
      reference: 'swr.example.com/team/base:1.0',
      requestedAt: clock.now(),
      endedAt: undefined,
      state: { phase: 'requesting' },
    });
    expect(saves.list).toEqual([save]);
    expect(saves.get(save.id)).toBe(save);
  });

  test('fires a change for every state and a single end', async ({ saves, clock, source, changes, ended }) => {
    source.answer('CREATING', 'ACTIVE');
    const { id } = saves.start(paramsFor('n1'));
    await clock.advance(MINUTE);
    expect(changes).toEqual(['n1 requesting', 'n1 saving', 'n1 saving', 'n1 saved']);
    expect(ended).toEqual([saves.get(id)]);
    expect(source.requests).toHaveLength(1);
  });

  test('sets the end time and the pull address of an ended save', async ({ saves, clock, source }) => {
    source.answer(anImage({ status: 'ACTIVE', reference: 'swr.example.com/team/base:1.0-x' }));
    const { id, requestedAt } = saves.start(someSaveParams());
    await clock.advance(MINUTE);
    expect(saves.get(id)).toMatchObject({
      endedAt: requestedAt + 2 * SECOND,
      reference: 'swr.example.com/team/base:1.0-x',
    });
  });

  test('keeps the request ID until the end', async ({ saves, clock, source }) => {
    source.requestId = 'f00d';
    source.answer('CREATE_FAILED');
    const { id } = saves.start(someSaveParams());
    await clock.advance(MINUTE);
    expect(saves.get(id)).toMatchObject({ state: { phase: 'failed' }, requestId: 'f00d' });
  });

  test('keeps the request ID of an unreadable response', async ({ saves, clock, source }) => {
    source.accepts = aRefusal({ status: 504, requestId: 'beef' });
    source.listed = [anImage({ status: 'CREATING', createdAt: clock.now() })];
    source.serverTime = clock.now();
    source.answer('ACTIVE');
    const { id } = saves.start(someSaveParams());
    await clock.advance(MINUTE);
    expect(saves.get(id)).toMatchObject({ state: { phase: 'saved' }, requestId: 'beef' });
  });

  test('keeps only the required fields of the notebook', ({ saves }) => {
    const notebook = { id: 'n1', name: 'nb', token: 'secret' };
    expect(JSON.stringify(saves.start(someSaveParams({ notebook })))).not.toContain('secret');
  });

  test('throws before anything is sent or persisted when the documentation forbids a value', async ({
    saves,
    clock,
    source,
  }) => {
    const order = someSaveParams({ request: anImageRequest({ tag: 'v1:2' }) });
    expect(() => saves.start(order)).toThrow(expect.objectContaining({ kind: 'invalidRequest', field: 'tag' }));
    await clock.advance(MINUTE);
    expect(saves.list).toEqual([]);
    expect(source.requests).toEqual([]);
  });

  test('sends a value that only causes a warning', async ({ saves, clock, source }) => {
    saves.start(someSaveParams({ request: anImageRequest({ tag: '1,0' }) }));
    await clock.advance(0);
    expect(source.requests).toMatchObject([{ request: { tag: '1,0' } }]);
  });
});

describe('a second save of a notebook', () => {
  test('is refused while the first is in progress, even immediately', async ({ saves, clock, source }) => {
    saves.start(paramsFor('n1'));
    const again = (): Save => saves.start(paramsFor('n1'));
    const refused = expect.objectContaining({ kind: 'saveInProgress', notebookId: 'n1' });
    expect(again).toThrow(refused);
    await clock.advance(MINUTE);
    expect(again).toThrow(refused);
    expect(source.requests).toHaveLength(1);
  });

  test('is refused through another connection, because it is the same notebook', ({ saves }) => {
    saves.start(paramsFor('n1'));
    expect(() => saves.start({ ...paramsFor('n1'), connection: 'Other' })).toThrow();
  });

  test.for([
    ['has ended', 'ACTIVE'],
    ['failed', 'ERROR'],
  ] as const)(
    'is allowed when the first %s, even inside its end event',
    async ([, status], { saves, clock, source }) => {
      source.answer(status);
      const started: Save[] = [];
      const listening = saves.onDidEnd(() => {
        listening.dispose();
        started.push(saves.start(paramsFor('n1')));
      });
      saves.start(paramsFor('n1'));
      await clock.advance(10 * SECOND);
      expect(started).toHaveLength(1);
      expect(source.requests).toHaveLength(2);
      const phase = status === 'ACTIVE' ? 'saved' : 'failed';
      expect(saves.list.map(({ state }) => state.phase)).toEqual([phase, phase]);
    },
  );

  test('does not block a save of another notebook', async ({ saves, clock, source }) => {
    saves.start(paramsFor('n1'));
    saves.start(paramsFor('n2'));
    await clock.advance(MINUTE);
    expect(source.requests.map(({ notebookId }) => notebookId)).toEqual(['n1', 'n2']);
    expect(saves.ofNotebook('n1')?.notebook.id).toBe('n1');
    expect(saves.ofNotebook('n3')).toBeUndefined();
  });
});

describe('accepted()', () => {
  test('resolves with the image ID and reference long before the image is usable', async ({ saves, clock, source }) => {
    source.accepts = anImage({ reference: 'swr.example.com/team/base:told' });
    const accepted = saves.accepted(saves.start(someSaveParams()).id);
    await clock.advance(0);
    expect(await accepted).toEqual({ imageId: anImage().id, reference: 'swr.example.com/team/base:told' });
  });

  test('resolves after the save has ended', async ({ saves, clock, source }) => {
    source.answer('ERROR');
    const { id } = saves.start(someSaveParams());
    await clock.advance(MINUTE);
    expect(await saves.accepted(id)).toEqual({ imageId: anImage().id, reference: 'swr.example.com/team/base:1.0' });
  });

  test('rejects with the reason, then and later, when the save is not accepted', async ({ saves, clock, source }) => {
    const refusal = aRefusal({ status: 400, code: 'ModelArts.6327' });
    source.accepts = refusal;
    const { id } = saves.start(someSaveParams());
    await expect(saves.accepted(id)).rejects.toBe(refusal);
    await clock.advance(MINUTE);
    await expect(saves.accepted(id)).rejects.toBe(refusal);
  });

  test('resolves for its own save only', async ({ saves, source }) => {
    source.accepts = aRefusal();
    const first = saves.start(paramsFor('n1'));
    source.accepts = 'INIT';
    const second = saves.start(paramsFor('n2'));
    await expect(saves.accepted(first.id)).resolves.toBeDefined();
    await expect(saves.accepted(second.id)).resolves.toMatchObject({ imageId: anImage().id });
  });

  test('reports a save that was not accepted to its caller only', async ({ window, saves, clock, source }) => {
    source.accepts = aRefusal();
    await expect(saves.accepted(saves.start(paramsFor('n1')).id)).rejects.toMatchObject({ kind: 'refused' });
    await clock.advance(MINUTE);
    expect(window.announced).toEqual([]);
  });

  test('leaves a save that was not accepted to be announced when it has no caller', async ({
    window,
    saves,
    clock,
    source,
  }) => {
    source.accepts = aRefusal();
    saves.start(paramsFor('n1'));
    await clock.advance(MINUTE);
    expect(window.announced.map(({ state }) => state.phase)).toEqual(['refused']);
  });

  test('leaves an unknown outcome to be announced, and every outcome after it was checked again', async ({
    window,
    saves,
    clock,
    source,
  }) => {
    source.accepts = new OutcomeUnknownError('gone', { cause: undefined });
    source.notebook = aRefusal({ status: 404 });
    const { id } = saves.start(someSaveParams());
    const error = saves.accepted(id).catch(({ kind }: { kind: string }) => kind);
    await clock.advance(5 * MINUTE);
    expect(await error).toBe('outcomeUnknown');
    expect(window.announced.map(({ state }) => state.phase)).toEqual(['outcomeUnknown']);
    source.notebook = 'RUNNING';
    saves.checkNow(id);
    await clock.advance(5 * MINUTE);
    expect(window.announced.map(({ state }) => state.phase)).toEqual(['outcomeUnknown', 'notSaved']);
  });

  test('does not resolve on the acceptance of another save', async ({ saves, clock, source }) => {
    source.accepts = new Promise(() => undefined);
    let isAccepted = false;
    const accepted = saves.accepted(saves.start(paramsFor('n1')).id).finally(() => (isAccepted = true));
    await clock.advance(0);
    source.accepts = 'INIT';
    saves.start(paramsFor('n2'));
    await clock.advance(MINUTE);
    expect(isAccepted).toBe(false);
    saves.dispose();
    await expect(accepted).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('resolves once the image of a lost request is found', async ({ saves, clock, source }) => {
    source.accepts = new OutcomeUnknownError('gone', { cause: undefined });
    const accepted = saves.accepted(saves.start(someSaveParams()).id);
    await clock.advance(10 * SECOND);
    source.listed = [anImage({ createdAt: clock.now() })];
    await clock.advance(10 * SECOND);
    expect(await accepted).toMatchObject({ imageId: anImage().id });
  });

  test('rejects for an external save whose image is unknown', async ({ saves, clock }) => {
    const { connection, notebook } = someSaveParams();
    const { id } = saves.follow({ connection, notebook, image: undefined });
    await clock.advance(MINUTE);
    await expect(saves.accepted(id)).rejects.toThrow(`No response to save ${id}`);
  });

  test('rejects for an unknown save', async ({ saves }) => {
    await expect(saves.accepted('nothing')).rejects.toThrow('nothing');
  });
});

describe('the connection', () => {
  test('provides its client by its name before every request', async ({ saves, clock, window, source }) => {
    source.answer('CREATING', 'CREATING', 'ACTIVE');
    saves.start(someSaveParams({ connection: 'Lab' }));
    await clock.advance(MINUTE);
    expect(window.asked).toEqual(['Lab', 'Lab', 'Lab', 'Lab']);
  });

  test('prevents the request when it is incomplete', async ({ window, saves, clock, source }) => {
    window.clientFor = () => Promise.reject(new NotConnectedError('noCredentials', 'Work', undefined));
    const { id } = saves.start(someSaveParams());
    await clock.advance(0);
    expect(saves.get(id)?.state).toMatchObject({ phase: 'notSent', error: { reason: 'noCredentials' } });
    expect(source.requests).toEqual([]);
  });

  test('interrupts following while it is missing; following continues when it is back', async ({
    window,
    saves,
    clock,
  }) => {
    const { id } = saves.start(someSaveParams());
    await clock.advance(30 * SECOND);
    window.clientFor = () => Promise.reject(new NotConnectedError('noCredentials', 'Work', undefined));
    await clock.advance(MINUTE);
    expect(saves.get(id)?.state).toMatchObject({ phase: 'saving', trouble: { error: { kind: 'notConnected' } } });
    window.clientFor = async () => new ScriptedSource(clock, 'ACTIVE');
    await clock.advance(MINUTE);
    expect(saves.get(id)?.state.phase).toBe('saved');
  });
});

describe('stopping and resuming', () => {
  test('stops polling, and polls at once when resumed', async ({ saves, clock, source, changes, id }) => {
    const requestedAt = clock.now() - MINUTE;
    saves.stopFollowing(id);
    await clock.advance(0);
    expect(saves.get(id)).toMatchObject({
      endedAt: requestedAt + MINUTE,
      state: { phase: 'unwatched', why: 'stopped' },
    });
    const before = source.polls.length;
    await clock.advance(10 * MINUTE);
    expect(source.polls).toHaveLength(before);

    source.answer('ACTIVE');
    saves.resumeFollowing(id);
    expect(saves.get(id)).toMatchObject({
      endedAt: undefined,
      requestedAt,
      followedSince: clock.now(),
      state: { phase: 'saving' },
    });
    await clock.advance(0);
    expect(source.polls).toHaveLength(before + 1);
    expect(saves.get(id)?.state.phase).toBe('saved');
    expect(changes.slice(-3)).toEqual(['n1 unwatched', 'n1 saving', 'n1 saved']);
    expect(source.requests).toHaveLength(1);
  });

  test.for([
    [{}, 'wanted'],
    [{ leaveRunning: false }, 'wanted'],
    [{ leaveRunning: true }, 'notWanted'],
  ] as const)('with options %j stops the notebook afterwards: %s', async ([how, stopping], { saves, clock }) => {
    const { id } = saves.start(someSaveParams({ stopAfterwards: true }));
    await clock.advance(MINUTE);
    saves.stopFollowing(id);
    await clock.advance(0);
    saves.resumeFollowing(id, how);
    expect(saves.get(id)).toMatchObject({ state: { phase: 'saving' }, stopping: { kind: stopping } });
  });

  test('follows once when resumed twice', async ({ saves, clock, source, id }) => {
    saves.stopFollowing(id);
    await clock.advance(0);
    const before = source.polls.length;
    saves.resumeFollowing(id);
    saves.resumeFollowing(id);
    await clock.advance(0);
    expect(source.polls).toHaveLength(before + 1);
  });

  test('allows stopping a save that was resumed inside its end event', async ({ saves, clock, source, id }) => {
    const listening = saves.onDidEnd(() => {
      listening.dispose();
      saves.resumeFollowing(id);
    });
    saves.stopFollowing(id);
    await clock.advance(MINUTE);
    expect(saves.get(id)?.state.phase).toBe('saving');
    saves.stopFollowing(id);
    await clock.advance(0);
    const before = source.polls.length;
    await clock.advance(MINUTE);
    expect(saves.get(id)?.state.phase).toBe('unwatched');
    expect(source.polls).toHaveLength(before);
  });

  test('gives a save past its deadline the full time again', async ({ saves, clock, source }) => {
    const { id } = saves.start(someSaveParams());
    await clock.advance(60 * MINUTE);
    expect(saves.get(id)?.state).toMatchObject({ phase: 'unwatched', why: 'deadline' });
    saves.resumeFollowing(id);
    await clock.advance(59 * MINUTE);
    expect(saves.get(id)?.state.phase).toBe('saving');
    source.answer('ACTIVE');
    await clock.advance(MINUTE);
    expect(saves.get(id)?.state.phase).toBe('saved');
  });

  test('ignores saves that have ended or are unknown', async ({ saves, clock, source, changes }) => {
    source.answer('ACTIVE');
    const { id } = saves.start(someSaveParams());
    await clock.advance(MINUTE);
    const before = changes.length;
    for (const each of [id, 'nothing']) {
      saves.stopFollowing(each);
      saves.resumeFollowing(each);
      saves.checkNow(each);
    }
    await clock.advance(MINUTE);
    expect(changes).toHaveLength(before);
  });
});

test('checkNow ignores a save that is merely not followed', async ({ saves, clock, id }) => {
  saves.stopFollowing(id);
  await clock.advance(0);
  saves.checkNow(id);
  await clock.advance(MINUTE);
  expect(saves.get(id)?.state.phase).toBe('unwatched');
});

test('a missing image is tolerated while the notebook is being saved', async ({ saves, clock, source }) => {
  source.answer(aRefusal({ status: 400, code: 'ModelArts.6404' }));
  source.notebook = 'SNAPSHOTTING';
  const { id } = saves.start(someSaveParams());
  await clock.advance(20 * MINUTE);
  expect(saves.get(id)?.state.phase).toBe('saving');
  source.notebook = 'RUNNING';
  await clock.advance(5 * MINUTE);
  expect(saves.get(id)?.state).toMatchObject({ phase: 'unwatched', why: 'missing' });
});

describe('removing', () => {
  test('removes an ended save and fires the event', async ({ saves, clock, source }) => {
    source.answer('ACTIVE');
    const removed: Save[] = [];
    saves.onDidRemove((save) => void removed.push(save));
    const { id } = saves.start(someSaveParams());
    await clock.advance(MINUTE);
    const save = saves.get(id);
    expect(saves.remove(id)).toBe(true);
    expect(removed).toEqual([save]);
    expect(saves.list).toEqual([]);
    expect(saves.remove(id)).toBe(false);
  });

  test('refuses to remove a save in progress', async ({ saves, clock }) => {
    const { id } = saves.start(someSaveParams());
    expect(saves.remove(id)).toBe(false);
    await clock.advance(MINUTE);
    expect(saves.remove(id)).toBe(false);
    expect(saves.list).toHaveLength(1);
  });
});

describe('usual durations', () => {
  test('come from earlier saves and reduce the polls of the next one', async ({ saves, clock, source }) => {
    const saveInSixMinutes = async (): Promise<void> => {
      source.answer('CREATING');
      saves.start(paramsFor('n1'));
      await clock.advance(6 * MINUTE);
      source.answer('ACTIVE');
      await clock.advance(15 * SECOND);
    };
    await saveInSixMinutes();
    const first = source.polls.length;
    await saveInSixMinutes();
    expect(source.polls.length - first).toBeLessThan(first * 0.7);
    expect(saves.list.map(({ state }) => state.phase)).toEqual(['saved', 'saved']);
  });
});

describe('disposing', () => {
  test('stops polling, fires no more events and logs no error', async ({ saves, clock, source, changes, log, id }) => {
    const [polls, changeCount] = [source.polls.length, changes.length];
    saves.dispose();
    await clock.advance(10 * MINUTE);
    expect(source.polls).toHaveLength(polls);
    expect(changes).toHaveLength(changeCount);
    expect(clock.sleepers).toBe(0);
    expect(saves.get(id)?.state.phase).toBe('saving');
    expect(log.lines.filter((line) => !line.startsWith('info '))).toEqual([]);
  });

  test('ignores a pending poll and later calls', async ({ saves, clock, source, log }) => {
    source.answer('ERROR');
    const endedSave = saves.start(paramsFor('n2'));
    await clock.advance(MINUTE);
    const { id } = saves.start(paramsFor('n1'));
    await clock.advance(0);
    const removed: Save[] = [];
    saves.onDidRemove((save) => void removed.push(save));
    source.getImage = async () => {
      saves.dispose();
      return anImage({ status: 'ACTIVE' });
    };
    await clock.advance(MINUTE);
    const lines = log.lines.length;
    expect(saves.get(id)?.state.phase).toBe('saving');
    expect(log.lines.at(-1)).toContain('saving');
    saves.remove(endedSave.id);
    expect([removed, log.lines.length]).toEqual([[], lines]);
  });
});

describe('logging', () => {
  test('records every change, and the stack of an unexpected error', async ({ saves, clock, source, log }) => {
    source.answer(anImage({ status: 'CREATING', statusMessage: 'Pushing' }), new TypeError('x is not a function'));
    const { id } = saves.start(paramsFor('n1'));
    await clock.advance(MINUTE);
    const head = `info Save ${id} of notebook notebook n1 (n1) as swr.example.com/team/base:1.0:`;
    const image = `image ${anImage().id}`;
    expect(log.lines).toEqual([
      `${head} requesting`,
      `${head} saving, ${image} INIT`,
      `${head} saving, ${image} CREATING Pushing`,
      `${head} no longer followed (unexpected), last seen: ${image} CREATING Pushing`,
      expect.stringMatching(/^error Save .*: TypeError: x is not a function\n\s+at /),
    ]);
  });
});

test('a listener that throws does not end following', async ({ saves, clock, source }) => {
  source.answer('CREATING', 'ACTIVE');
  const uncaught: unknown[] = [];
  const before = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').on('uncaughtException', (error) => uncaught.push(error));
  try {
    saves.onDidChange(() => {
      throw new Error('faulty listener');
    });
    const { id } = saves.start(someSaveParams());
    await clock.advance(MINUTE);
    expect(saves.get(id)?.state.phase).toBe('saved');
    expect(uncaught).toHaveLength(4);
  } finally {
    process.removeAllListeners('uncaughtException');
    for (const each of before) process.on('uncaughtException', each);
  }
});
