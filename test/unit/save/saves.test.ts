import { describe, expect, onTestFinished, test } from 'vitest';
import { NotConnectedError, OutcomeUnknownError } from '../../../src/model/errors';
import type { Save, SaveParams } from '../../../src/save/save';
import { anImage, anImageRequest, anOrder, aRefusal } from '../../support/builders';
import { ScriptedSource } from '../../support/scriptedSource';
import { ScriptedWorld } from '../../support/world';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** One window in which saves begin. */
function aWindow() {
  const world = new ScriptedWorld();
  world.followForMs = 60 * MINUTE;
  const window = world.window('w1');
  const { saves, log, ended, asked } = window;
  const { clock, source } = world;
  const changes: string[] = [];
  saves.onDidChange(({ notebook, state }) => void changes.push(`${notebook.id} ${state.phase}`));
  onTestFinished(() => saves.dispose());
  return { window, saves, log, ended, asked, clock, source, changes };
}

/** A window that has followed a save for a minute. */
async function aWindowThatSaves(overrides: Partial<SaveParams> = {}) {
  const window = aWindow();
  const { id, requestedAt } = window.saves.start(anOrder(overrides));
  await window.clock.advance(MINUTE);
  return { ...window, id, requestedAt };
}

function orderOf(notebookId: string): ReturnType<typeof anOrder> {
  return anOrder({ notebook: { id: notebookId, name: `notebook ${notebookId}` } });
}

describe('starting', () => {
  test('gives a save at once, and it is in the list', () => {
    const { saves, clock } = aWindow();
    const save = saves.start(anOrder());
    expect(save).toMatchObject({
      connection: 'Work',
      notebook: anOrder().notebook,
      request: anImageRequest(),
      reference: 'swr.example.com/team/base:1.0',
      requestedAt: clock.now(),
      endedAt: undefined,
      state: { phase: 'requesting' },
    });
    expect(saves.list).toEqual([save]);
    expect(saves.get(save.id)).toBe(save);
  });

  test('tells every state, and the end once', async () => {
    const { saves, clock, source, changes, ended } = aWindow();
    source.answer('CREATING', 'ACTIVE');
    const { id } = saves.start(orderOf('n1'));
    await clock.advance(MINUTE);
    expect(changes).toEqual(['n1 requesting', 'n1 saving', 'n1 saving', 'n1 saved']);
    expect(ended).toEqual([saves.get(id)]);
    expect(source.requests).toHaveLength(1);
  });

  test('a save that has ended says when, and by which address the image is pulled', async () => {
    const { saves, clock, source } = aWindow();
    source.answer(anImage({ status: 'ACTIVE', reference: 'swr.example.com/team/base:1.0-x' }));
    const { id, requestedAt } = saves.start(anOrder());
    await clock.advance(MINUTE);
    expect(saves.get(id)).toMatchObject({
      endedAt: requestedAt + 2 * SECOND,
      reference: 'swr.example.com/team/base:1.0-x',
    });
  });

  test('keeps the service’s id of the request to the end', async () => {
    const { saves, clock, source } = aWindow();
    source.requestId = 'f00d';
    source.answer('CREATE_FAILED');
    const { id } = saves.start(anOrder());
    await clock.advance(MINUTE);
    expect(saves.get(id)).toMatchObject({ state: { phase: 'failed' }, requestId: 'f00d' });
  });

  test('keeps it too of an answer that did not say what came of the request', async () => {
    const { saves, clock, source } = aWindow();
    source.accepts = aRefusal({ status: 504, requestId: 'beef' });
    source.listed = [anImage({ status: 'CREATING', createdAt: clock.now() })];
    source.serverTime = clock.now();
    source.answer('ACTIVE');
    const { id } = saves.start(anOrder());
    await clock.advance(MINUTE);
    expect(saves.get(id)).toMatchObject({ state: { phase: 'saved' }, requestId: 'beef' });
  });

  test('the newest comes first', () => {
    const { saves } = aWindow();
    for (const notebook of ['n1', 'n2', 'n3']) saves.start(orderOf(notebook));
    expect(saves.list.map(({ notebook }) => notebook.id)).toEqual(['n3', 'n2', 'n1']);
  });

  test('keeps of the notebook what it needs, and no more of what it was handed', () => {
    const { saves } = aWindow();
    const notebook = { id: 'n1', name: 'nb', token: 'secret' };
    expect(JSON.stringify(saves.start(anOrder({ notebook })))).not.toContain('secret');
  });

  test('a value the page forbids is refused before anything is sent or kept', async () => {
    const { saves, clock, source } = aWindow();
    const order = anOrder({ request: anImageRequest({ tag: 'v1:2' }) });
    expect(() => saves.start(order)).toThrow(expect.objectContaining({ kind: 'invalidRequest', field: 'tag' }));
    await clock.advance(MINUTE);
    expect(saves.list).toEqual([]);
    expect(source.requests).toEqual([]);
  });

  test('a value that is only warned about is sent', async () => {
    const { saves, clock, source } = aWindow();
    saves.start(anOrder({ request: anImageRequest({ tag: '1,0' }) }));
    await clock.advance(0);
    expect(source.requests).toMatchObject([{ request: { tag: '1,0' } }]);
  });
});

describe('a second save of a notebook', () => {
  test('is refused while the first is under way, however soon it comes', async () => {
    const { saves, clock, source } = aWindow();
    saves.start(orderOf('n1'));
    const again = (): Save => saves.start(orderOf('n1'));
    const refused = expect.objectContaining({ kind: 'saveInProgress', notebookId: 'n1' });
    expect(again).toThrow(refused);
    await clock.advance(MINUTE);
    expect(again).toThrow(refused);
    expect(source.requests).toHaveLength(1);
  });

  test('is refused through another connection too: it is the same notebook', () => {
    const { saves } = aWindow();
    saves.start(orderOf('n1'));
    expect(() => saves.start({ ...orderOf('n1'), connection: 'Other' })).toThrow();
  });

  test.each([
    ['is over', 'ACTIVE'],
    ['failed', 'ERROR'],
  ])('is fine when the first %s, even at the moment it is told', async (_what, status) => {
    const { saves, clock, source } = aWindow();
    source.answer(status);
    const started: Save[] = [];
    const listening = saves.onDidEnd(() => {
      listening.dispose();
      started.push(saves.start(orderOf('n1')));
    });
    saves.start(orderOf('n1'));
    await clock.advance(10 * SECOND);
    expect(started).toHaveLength(1);
    expect(source.requests).toHaveLength(2);
    const phase = status === 'ACTIVE' ? 'saved' : 'failed';
    expect(saves.list.map(({ state }) => state.phase)).toEqual([phase, phase]);
  });

  test('does not touch a save of another notebook', async () => {
    const { saves, clock, source } = aWindow();
    saves.start(orderOf('n1'));
    saves.start(orderOf('n2'));
    await clock.advance(MINUTE);
    expect(source.requests.map(({ notebookId }) => notebookId)).toEqual(['n1', 'n2']);
    expect(saves.ofNotebook('n1')?.notebook.id).toBe('n1');
    expect(saves.ofNotebook('n3')).toBeUndefined();
  });
});

describe('being accepted', () => {
  test('is told with the image id and the reference, long before the image is there', async () => {
    const { saves, clock, source } = aWindow();
    source.accepts = anImage({ reference: 'swr.example.com/team/base:told' });
    const accepted = saves.accepted(saves.start(anOrder()).id);
    await clock.advance(0);
    expect(await accepted).toEqual({ imageId: anImage().id, reference: 'swr.example.com/team/base:told' });
  });

  test('is told afterwards too', async () => {
    const { saves, clock, source } = aWindow();
    source.answer('ERROR');
    const { id } = saves.start(anOrder());
    await clock.advance(MINUTE);
    expect(await saves.accepted(id)).toEqual({ imageId: anImage().id, reference: 'swr.example.com/team/base:1.0' });
  });

  test('or not: the error says why, then and afterwards', async () => {
    const { saves, clock, source } = aWindow();
    const refusal = aRefusal({ status: 400, code: 'ModelArts.6327' });
    source.accepts = refusal;
    const { id } = saves.start(anOrder());
    await expect(saves.accepted(id)).rejects.toBe(refusal);
    await clock.advance(MINUTE);
    await expect(saves.accepted(id)).rejects.toBe(refusal);
  });

  test('is told of the save that was asked about, and no other', async () => {
    const { saves, source } = aWindow();
    source.accepts = aRefusal();
    const first = saves.start(orderOf('n1'));
    source.accepts = 'INIT';
    const second = saves.start(orderOf('n2'));
    await expect(saves.accepted(first.id)).resolves.toBeDefined();
    await expect(saves.accepted(second.id)).resolves.toMatchObject({ imageId: anImage().id });
  });

  test('is the matter of its caller, until the save is looked for again: then nobody waits for it any more', async () => {
    const { saves, clock, source } = aWindow();
    source.accepts = new OutcomeUnknownError('gone', { cause: undefined });
    source.notebook = aRefusal({ status: 404 });
    const { id } = saves.start(anOrder());
    const error = saves.accepted(id).catch(({ kind }: { kind: string }) => kind);
    await clock.advance(5 * MINUTE);
    expect(await error).toBe('outcomeUnknown');
    expect(saves.hasCaller(id)).toBe(true);
    saves.checkNow(id);
    expect(saves.hasCaller(id)).toBe(false);
  });

  test('is not told by the acceptance of another save', async () => {
    const { saves, clock, source } = aWindow();
    source.accepts = new Promise(() => undefined);
    let isTold = false;
    const accepted = saves.accepted(saves.start(orderOf('n1')).id).finally(() => (isTold = true));
    await clock.advance(0);
    source.accepts = 'INIT';
    saves.start(orderOf('n2'));
    await clock.advance(MINUTE);
    expect(isTold).toBe(false);
    saves.dispose();
    await expect(accepted).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('is told of a save whose answer was lost once its image is found', async () => {
    const { saves, clock, source } = aWindow();
    source.accepts = new OutcomeUnknownError('gone', { cause: undefined });
    const accepted = saves.accepted(saves.start(anOrder()).id);
    await clock.advance(10 * SECOND);
    source.listed = [anImage({ createdAt: clock.now() })];
    await clock.advance(10 * SECOND);
    expect(await accepted).toMatchObject({ imageId: anImage().id });
  });

  test('is never told of a save that somebody else asked for, and whose image nobody knows', async () => {
    const { saves, clock } = aWindow();
    const { connection, notebook } = anOrder();
    const { id } = saves.follow({ connection, notebook, image: undefined });
    await clock.advance(MINUTE);
    await expect(saves.accepted(id)).rejects.toThrow(`No answer to save ${id}`);
  });

  test('of a save nobody knows is an error', async () => {
    await expect(aWindow().saves.accepted('nothing')).rejects.toThrow('nothing');
  });

  test('is not waited for beyond the end of it all', async () => {
    const { saves, source } = aWindow();
    source.accepts = new Promise(() => undefined);
    const accepted = saves.accepted(saves.start(anOrder()).id);
    saves.dispose();
    await expect(accepted).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the connection', () => {
  test('is asked for its client before every request, by the name in the order', async () => {
    const { saves, clock, asked, source } = aWindow();
    source.answer('CREATING', 'CREATING', 'ACTIVE');
    saves.start(anOrder({ connection: 'Lab' }));
    await clock.advance(MINUTE);
    expect(asked).toEqual(['Lab', 'Lab', 'Lab', 'Lab']);
  });

  test('that is not complete keeps the request from being sent', async () => {
    const { window, saves, clock, source } = aWindow();
    window.clientFor = () => Promise.reject(new NotConnectedError('noCredentials', 'Work', undefined));
    const { id } = saves.start(anOrder());
    await clock.advance(0);
    expect(saves.get(id)?.state).toMatchObject({ phase: 'notSent', error: { reason: 'noCredentials' } });
    expect(source.requests).toEqual([]);
  });

  test('that is lost while following is trouble, and when it is back the following goes on', async () => {
    const { window, saves, clock } = aWindow();
    const { id } = saves.start(anOrder());
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
  test('stops asking, and asks again at once when resumed', async () => {
    const { saves, clock, source, changes, id, requestedAt } = await aWindowThatSaves(orderOf('n1'));
    saves.stopFollowing(id);
    await clock.advance(0);
    expect(saves.get(id)).toMatchObject({
      endedAt: requestedAt + MINUTE,
      state: { phase: 'unwatched', why: 'stopped' },
    });
    const before = source.looks.length;
    await clock.advance(10 * MINUTE);
    expect(source.looks).toHaveLength(before);

    source.answer('ACTIVE');
    saves.resumeFollowing(id);
    expect(saves.get(id)).toMatchObject({
      endedAt: undefined,
      requestedAt,
      followedSince: clock.now(),
      state: { phase: 'saving' },
    });
    await clock.advance(0);
    expect(source.looks).toHaveLength(before + 1);
    expect(saves.get(id)?.state.phase).toBe('saved');
    expect(changes.slice(-3)).toEqual(['n1 unwatched', 'n1 saving', 'n1 saved']);
    expect(source.requests).toHaveLength(1);
  });

  test.each([
    [{}, 'wanted'],
    [{ leaveRunning: false }, 'wanted'],
    [{ leaveRunning: true }, 'notWanted'],
  ] as const)('resumed with %j, a save leaves its notebook to be stopped afterwards: %s', async (how, stopping) => {
    const { saves, clock, id } = await aWindowThatSaves({ stopAfterwards: true });
    saves.stopFollowing(id);
    await clock.advance(0);
    saves.resumeFollowing(id, how);
    expect(saves.get(id)).toMatchObject({ state: { phase: 'saving' }, stopping: { kind: stopping } });
  });

  test('resuming twice follows once', async () => {
    const { saves, clock, source, id } = await aWindowThatSaves();
    saves.stopFollowing(id);
    await clock.advance(0);
    const before = source.looks.length;
    saves.resumeFollowing(id);
    saves.resumeFollowing(id);
    await clock.advance(0);
    expect(source.looks).toHaveLength(before + 1);
  });

  test('a save resumed at the moment its end is told can be stopped again', async () => {
    const { saves, clock, source, id } = await aWindowThatSaves();
    const listening = saves.onDidEnd(() => {
      listening.dispose();
      saves.resumeFollowing(id);
    });
    saves.stopFollowing(id);
    await clock.advance(MINUTE);
    expect(saves.get(id)?.state.phase).toBe('saving');
    saves.stopFollowing(id);
    await clock.advance(0);
    const before = source.looks.length;
    await clock.advance(MINUTE);
    expect(saves.get(id)?.state.phase).toBe('unwatched');
    expect(source.looks).toHaveLength(before);
  });

  test('a save past its deadline can be resumed, for as long again', async () => {
    const { saves, clock, source } = aWindow();
    const { id } = saves.start(anOrder());
    await clock.advance(60 * MINUTE);
    expect(saves.get(id)?.state).toMatchObject({ phase: 'unwatched', why: 'deadline' });
    saves.resumeFollowing(id);
    await clock.advance(59 * MINUTE);
    expect(saves.get(id)?.state.phase).toBe('saving');
    source.answer('ACTIVE');
    await clock.advance(MINUTE);
    expect(saves.get(id)?.state.phase).toBe('saved');
  });

  test('does nothing to a save that is over, or that nobody knows', async () => {
    const { saves, clock, source, changes } = aWindow();
    source.answer('ACTIVE');
    const { id } = saves.start(anOrder());
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

test('what came of a request is not checked anew of a save that is only not followed', async () => {
  const { saves, clock, id } = await aWindowThatSaves();
  saves.stopFollowing(id);
  await clock.advance(0);
  saves.checkNow(id);
  await clock.advance(MINUTE);
  expect(saves.get(id)?.state.phase).toBe('unwatched');
});

test('an image that the service denies is waited for while the notebook is being saved', async () => {
  const { saves, clock, source } = aWindow();
  source.answer(aRefusal({ status: 400, code: 'ModelArts.6404' }));
  source.notebook = 'SNAPSHOTTING';
  const { id } = saves.start(anOrder());
  await clock.advance(20 * MINUTE);
  expect(saves.get(id)?.state.phase).toBe('saving');
  source.notebook = 'RUNNING';
  await clock.advance(5 * MINUTE);
  expect(saves.get(id)?.state).toMatchObject({ phase: 'unwatched', why: 'missing' });
});

describe('removing', () => {
  test('forgets a save that is over, and says so', async () => {
    const { saves, clock, source } = aWindow();
    source.answer('ACTIVE');
    const removed: Save[] = [];
    saves.onDidRemove((save) => void removed.push(save));
    const { id } = saves.start(anOrder());
    await clock.advance(MINUTE);
    const save = saves.get(id);
    expect(saves.remove(id)).toBe(true);
    expect(removed).toEqual([save]);
    expect(saves.list).toEqual([]);
    expect(saves.remove(id)).toBe(false);
  });

  test('never forgets one that is under way', async () => {
    const { saves, clock } = aWindow();
    const { id } = saves.start(anOrder());
    expect(saves.remove(id)).toBe(false);
    await clock.advance(MINUTE);
    expect(saves.remove(id)).toBe(false);
    expect(saves.list).toHaveLength(1);
  });
});

describe('what is usual', () => {
  test('is learned from the saves before, and makes the next need fewer looks', async () => {
    const { saves, clock, source } = aWindow();
    const saveInSixMinutes = async (): Promise<void> => {
      source.answer('CREATING');
      saves.start(orderOf('n1'));
      await clock.advance(6 * MINUTE);
      source.answer('ACTIVE');
      await clock.advance(15 * SECOND);
    };
    await saveInSixMinutes();
    const first = source.looks.length;
    await saveInSixMinutes();
    expect(source.looks.length - first).toBeLessThan(first * 0.7);
    expect(saves.list.map(({ state }) => state.phase)).toEqual(['saved', 'saved']);
  });
});

describe('the end of it all', () => {
  test('stops the looks, and says and changes nothing more', async () => {
    const { saves, clock, source, changes, id } = await aWindowThatSaves(orderOf('n1'));
    const [looks, told] = [source.looks.length, changes.length];
    saves.dispose();
    await clock.advance(10 * MINUTE);
    expect(source.looks).toHaveLength(looks);
    expect(changes).toHaveLength(told);
    expect(clock.sleepers).toBe(0);
    expect(saves.get(id)?.state.phase).toBe('saving');
  });

  test('is the end of what is told: also of a look that was on its way, and of what is done afterwards', async () => {
    const { saves, clock, source, log } = aWindow();
    source.answer('ERROR');
    const over = saves.start(orderOf('n2'));
    await clock.advance(MINUTE);
    const { id } = saves.start(orderOf('n1'));
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
    saves.remove(over.id);
    expect([removed, log.lines.length]).toEqual([[], lines]);
  });

  test('is no error in the log', async () => {
    const { saves, clock, log } = aWindow();
    saves.start(anOrder());
    await clock.advance(MINUTE);
    saves.dispose();
    await clock.advance(0);
    expect(log.lines.filter((line) => !line.startsWith('info '))).toEqual([]);
  });
});

describe('the log', () => {
  test('has a line for every change, and the stack of what nobody foresaw', async () => {
    const { saves, clock, source, log } = aWindow();
    source.answer(anImage({ status: 'CREATING', statusMessage: 'Pushing' }), new TypeError('x is not a function'));
    const { id } = saves.start(orderOf('n1'));
    await clock.advance(MINUTE);
    const head = `info Save ${id} of notebook notebook n1 (n1) as swr.example.com/team/base:1.0:`;
    const image = `image ${anImage().id}`;
    expect(log.lines).toEqual([
      `${head} requesting`,
      `${head} saving, ${image} INIT`,
      `${head} saving, ${image} CREATING Pushing`,
      `${head} not followed any more (unexpected), last seen: ${image} CREATING Pushing`,
      expect.stringMatching(/^error Save .*: TypeError: x is not a function\n\s+at /),
    ]);
  });
});

test('a listener that throws does not end the following', async () => {
  const { saves, clock, source } = aWindow();
  source.answer('CREATING', 'ACTIVE');
  const uncaught: unknown[] = [];
  const before = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').on('uncaughtException', (error) => uncaught.push(error));
  try {
    saves.onDidChange(() => {
      throw new Error('faulty listener');
    });
    const { id } = saves.start(anOrder());
    await clock.advance(MINUTE);
    expect(saves.get(id)?.state.phase).toBe('saved');
    expect(uncaught).toHaveLength(4);
  } finally {
    process.removeAllListeners('uncaughtException');
    for (const each of before) process.on('uncaughtException', each);
  }
});
