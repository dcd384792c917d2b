import { afterEach, expect, test } from 'vitest';
import { anImageRequest } from '../../support/builders';
import { aSavingWorld, type SavingWorld } from '../../support/savingWorld';

let world: SavingWorld | undefined;

afterEach(() => world?.close());

async function begin(scenario = 'happy') {
  world = await aSavingWorld({ scenario, timeoutMs: 300 });
  const request = anImageRequest({ namespace: 'ai-team', name: 'experiments', tag: '' });
  return { world, start: (those: SavingWorld) => those.saves.start(those.order({ request })) };
}

test('a save without a tag has an address without one, until the service answers with the tag it chose', async () => {
  const { world: those, start } = await begin();
  const save = start(those);
  expect(save.reference).toBe('swr.example.com/ai-team/experiments');
  expect((await those.saves.accepted(save.id)).reference).toMatch(/\/ai-team\/experiments:latest$/);
  expect(await those.toTheEnd(save)).toMatchObject({ state: { phase: 'saved', image: { tag: 'latest' } } });
});

test('a save without a tag is found when its answer is lost, by organization, name and time', async () => {
  const { world: those, start } = await begin('lostAnswer');
  those.emulator.edit.addImage({ name: 'experiments', tag: 'old', createdAt: those.clock.now() - 3_600_000 });
  const ended = await those.toTheEnd(start(those));
  expect(ended).toMatchObject({ state: { phase: 'saved', image: { tag: 'latest' } } });
  expect(ended.reference).toMatch(/\/ai-team\/experiments:latest$/);
  expect(those.emulator.count('CreateImage')).toBe(1);
});

test.each(['lostAnswer', 'resetBefore'])(
  'after %s a save without a tag has an unknown outcome, where several images may be its own',
  async (scenario) => {
    const { world: those, start } = await begin(scenario);
    for (const tag of ['x', 'y']) those.emulator.edit.addImage({ name: 'experiments', tag });
    const ended = await those.toTheEnd(start(those));
    expect(ended.state.phase).toBe('outcomeUnknown');
    expect(those.emulator.count('CreateImage')).toBe(1);
  },
);

test('a service that wants a tag is believed: the refusal names the field', async () => {
  const { world: those, start } = await begin();
  const refusal = { status: 400, code: 'ModelArts.6335', message: 'The property tag is missing' };
  those.emulator.fail({ on: 'CreateImage', with: { kind: 'refuse', refusal } });
  expect((await those.toTheEnd(start(those))).state).toMatchObject({
    phase: 'refused',
    error: { code: 'ModelArts.6335' },
  });
});
