import { expect, test } from 'vitest';
import { beginSave, resumeSave } from '../../../src/save/runSave';
import type { Save } from '../../../src/save/save';
import type { SaveState } from '../../../src/save/saveState';
import { anImage, aSave, STATES } from '../../support/builders';
import { ManualClock } from '../../support/manualClock';
import { ScriptedSource } from '../../support/scriptedSource';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** What is told of a save in a minute of following it. */
async function followed(how: typeof beginSave, but: Partial<Save>) {
  const clock = new ManualClock();
  const source = new ScriptedSource(clock, 'CREATING', 'ACTIVE');
  const states: SaveState[] = [];
  const save = aSave({ requestedAt: clock.now() - 10 * MINUTE, endedAt: undefined, ...but });
  const options = {
    clock,
    random: () => 0.5,
    since: save.requestedAt,
    forMs: MINUTE,
    usualMs: () => [],
    stop: new AbortController().signal,
    isTaken: () => false,
  };
  const run = async (): Promise<void> => {
    for await (const state of how(source, save, options, new AbortController().signal)) states.push(state);
  };
  const running = run();
  await clock.advance(2 * MINUTE);
  await running;
  return { states, source };
}

test.each([
  'unwatched',
  'saved',
  'failed',
  'deleted',
  'refused',
  'notSent',
  'notSaved',
  'outcomeUnknown',
  'over',
] as const)('of a save that is not under way (%s) nothing is asked', async (phase) => {
  const { states, source } = await followed(resumeSave, { state: STATES[phase] });
  expect([states, source.looks, source.lists, source.requests]).toEqual([[], [], [], []]);
});

test('what a save that is being saved shows is told at the first look, though it be what was known', async () => {
  const image = anImage({ status: 'CREATING' });
  const { states } = await followed(resumeSave, { state: { phase: 'saving', image, trouble: undefined } });
  expect(states.map(({ phase }) => phase)).toEqual(['saving', 'saved']);
});

test('a request that a window did not live to see answered is lost a minute after it was made', async () => {
  const save = aSave({ state: STATES.requesting });
  const { states, source } = await followed(resumeSave, save);
  expect(states[0]).toMatchObject({ phase: 'looking', since: save.requestedAt + MINUTE });
  expect(source.requests).toEqual([]);
});

test('an answer that is being looked for was lost when it was lost, also for the next window', async () => {
  const { states } = await followed(resumeSave, { state: { ...STATES.looking, since: 77 } });
  expect(states[0]).toMatchObject({ phase: 'looking', since: 77, error: STATES.looking.error });
});

test('somebody else’s save is followed by its notebook, from the image it ran on', async () => {
  const state = { phase: 'savingElsewhere', runsOn: 'before', trouble: undefined } as const;
  const { states } = await followed(resumeSave, { request: undefined, state });
  expect(states.map(({ phase }) => phase)).toEqual(['saving', 'saved']);
});

test('a save that is about to be asked for is asked for once', async () => {
  const { states, source } = await followed(beginSave, { state: STATES.requesting });
  expect(states.map(({ phase }) => phase)).toEqual(['requesting', 'saving', 'saving', 'saved']);
  expect(source.requests).toHaveLength(1);
});
