import { afterEach, expect, test } from 'vitest';
import { anImageRequest } from '../../support/builders';
import { type EmulatedWorld, type EmulatedWorldOptions, emulatedWorld } from '../../support/world';

let world: EmulatedWorld | undefined;

afterEach(() => world?.close());

async function begin(options: EmulatedWorldOptions = {}) {
  world = await emulatedWorld(options);
  const window = await world.open();
  const request = anImageRequest({ namespace: 'ai-team', name: 'experiments', tag: '' });
  const { emulator, clock } = world;
  const order = world.saveParams({ request });
  return { emulator, clock, window, start: () => window.saves.start(order) };
}

test('a save without a tag has a reference without one until the service returns the tag it chose', async () => {
  const { window, start } = await begin();
  const save = start();
  expect(save.reference).toBe('swr.example.com/ai-team/experiments');
  expect((await window.saves.accepted(save.id)).reference).toMatch(/\/ai-team\/experiments:latest$/);
  expect(await window.toTheEnd(save)).toMatchObject({ state: { phase: 'saved', image: { tag: 'latest' } } });
});

test('a save without a tag is found by namespace, name and time when its response is lost', async () => {
  const { window, emulator, clock, start } = await begin({ scenario: 'lostAnswer', timeoutMs: 1000 });
  emulator.edit.addImage({ name: 'experiments', tag: 'old', createdAt: clock.now() - 3_600_000 });
  const ended = await window.toTheEnd(start());
  expect(ended).toMatchObject({ state: { phase: 'saved', image: { tag: 'latest' } } });
  expect(ended.reference).toMatch(/\/ai-team\/experiments:latest$/);
  expect(emulator.count('CreateImage')).toBe(1);
});

test.each(['lostAnswer', 'resetBefore'])(
  'after %s a save without a tag has an unknown outcome when several images match',
  async (scenario) => {
    const { window, emulator, start } = await begin({ scenario, timeoutMs: 1000 });
    for (const tag of ['x', 'y']) emulator.edit.addImage({ name: 'experiments', tag });
    const ended = await window.toTheEnd(start());
    expect(ended.state.phase).toBe('outcomeUnknown');
    expect(emulator.count('CreateImage')).toBe(1);
  },
);

test('a service that requires a tag refuses the save and names the field', async () => {
  const { window, emulator, start } = await begin();
  const refusal = { status: 400, code: 'ModelArts.6335', message: 'The property tag is missing' };
  emulator.fail({ on: 'CreateImage', with: { kind: 'refuse', refusal } });
  expect((await window.toTheEnd(start())).state).toMatchObject({
    phase: 'refused',
    error: { code: 'ModelArts.6335' },
  });
});
