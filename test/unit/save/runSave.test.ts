import { expect, test } from 'vitest';
import { beginSave, resumeSave } from '../../../src/save/runSave';
import type { Save } from '../../../src/save/save';
import { anImage, aSave, STATES } from '../../support/builders';
import { ScriptedFollowing } from '../../support/scriptedSource';

const MINUTE = 60_000;

class FollowedSave extends ScriptedFollowing {
  /** Follows the save to its end, for a minute at most. */
  async run(start: typeof beginSave, save: Save): Promise<this> {
    const options = { ...this.options, since: save.requestedAt, forMs: MINUTE };
    const recording = this.record(start(this.source, save, options, this.life.signal));
    await this.clock.advance(2 * MINUTE);
    await recording;
    return this;
  }
}

async function followed(start: typeof beginSave, overrides: Partial<Save>): Promise<FollowedSave> {
  const following = new FollowedSave();
  const requestedAt = following.start - 10 * MINUTE;
  return following.run(start, aSave({ requestedAt, endedAt: undefined, ...overrides }));
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

test.each(ENDS)('resumeSave sends no request for a save that is not in progress (%s)', async (phase) => {
  const { states, source } = await followed(resumeSave, { state: STATES[phase] });
  expect([states, source.polls, source.lists, source.requests]).toEqual([[], [], [], []]);
});

test('resumeSave yields the first poll of a saving save even if unchanged', async () => {
  const image = anImage({ status: 'CREATING' });
  const { phases } = await followed(resumeSave, { state: { phase: 'saving', image, trouble: undefined } });
  expect(phases).toEqual(['saving', 'saved']);
});

test('resumeSave counts an unanswered request as lost a minute after it was sent', async () => {
  const save = aSave({ state: STATES.requesting });
  const { states, source } = await followed(resumeSave, save);
  expect(states[0]).toMatchObject({ phase: 'looking', since: save.requestedAt + MINUTE });
  expect(source.requests).toEqual([]);
});

test('resumeSave keeps the time of loss of a save in state looking', async () => {
  const { states } = await followed(resumeSave, { state: { ...STATES.looking, since: 77 } });
  expect(states[0]).toMatchObject({ phase: 'looking', since: 77, error: STATES.looking.error });
});

test('resumeSave follows an external save by its notebook, starting from the image it ran on', async () => {
  const state = { phase: 'savingElsewhere', runsOn: 'before', trouble: undefined } as const;
  const { phases } = await followed(resumeSave, { request: undefined, state });
  expect(phases).toEqual(['saving', 'saved']);
});

test('beginSave sends the request once', async () => {
  const { phases, source } = await followed(beginSave, { state: STATES.requesting });
  expect(phases).toEqual(['requesting', 'saving', 'saving', 'saved']);
  expect(source.requests).toHaveLength(1);
});
