import { expect, test } from 'vitest';
import { beginSave, resumeSave } from '../../../src/save/runSave';
import type { Save } from '../../../src/save/save';
import { anImage, aSave, STATES } from '../../support/builders';
import { ScriptedFollowing } from '../../support/scriptedSource';

const MINUTE = 60_000;

class Followed extends ScriptedFollowing {
  /** Follows the save to its end, for a minute at most. */
  async run(how: typeof beginSave, save: Save): Promise<this> {
    const options = { ...this.options, since: save.requestedAt, forMs: MINUTE };
    const recording = this.record(how(this.source, save, options, this.life.signal));
    await this.clock.advance(2 * MINUTE);
    await recording;
    return this;
  }
}

async function followed(how: typeof beginSave, overrides: Partial<Save>): Promise<Followed> {
  const following = new Followed();
  const requestedAt = following.start - 10 * MINUTE;
  return following.run(how, aSave({ requestedAt, endedAt: undefined, ...overrides }));
}

const ENDS = [
  'unwatched',
  'saved',
  'failed',
  'deleted',
  'refused',
  'notSent',
  'notSaved',
  'outcomeUnknown',
  'over',
] as const;

test.each(ENDS)('of a save that is not under way (%s) nothing is asked', async (phase) => {
  const { states, source } = await followed(resumeSave, { state: STATES[phase] });
  expect([states, source.looks, source.lists, source.requests]).toEqual([[], [], [], []]);
});

test('what a save that is being saved shows is told at the first look, though it be what was known', async () => {
  const image = anImage({ status: 'CREATING' });
  const { phases } = await followed(resumeSave, { state: { phase: 'saving', image, trouble: undefined } });
  expect(phases).toEqual(['saving', 'saved']);
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
  const { phases } = await followed(resumeSave, { request: undefined, state });
  expect(phases).toEqual(['saving', 'saved']);
});

test('a save that is about to be asked for is asked for once', async () => {
  const { phases, source } = await followed(beginSave, { state: STATES.requesting });
  expect(phases).toEqual(['requesting', 'saving', 'saving', 'saved']);
  expect(source.requests).toHaveLength(1);
});
