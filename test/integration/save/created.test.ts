import { afterEach, describe, expect, test } from 'vitest';
import { anImageRequest } from '../../support/builders';
import { type EmulatedWorld, emulatedWorld } from '../../support/world';

let world: EmulatedWorld;

afterEach(() => world.close());

test.each(['happy', 'created'])('status 201 with a body accepts a save like 200', async (scenario) => {
  world = await emulatedWorld({ scenario });
  const window = await world.open();
  const save = window.saves.start(world.saveParams());
  const { imageId: id, reference } = await window.saves.accepted(save.id);
  expect(reference).toMatch(/\/ai-team\/experiments:v1$/);
  expect(world.emulator.count('ListImage')).toBe(0);
  expect((await window.toTheEnd(save)).state).toMatchObject({ phase: 'saved', image: { id, reference } });
});

describe.each([
  ['without a body', ''],
  ['with an object that is not an image', '{}'],
])('status 201 %s', (_label, body) => {
  const page = { kind: 'page', status: 201, contentType: 'application/json', body } as const;

  test.each(['v1', ''])('searches for the image at once by namespace, name and tag (%j)', async (tag) => {
    world = await emulatedWorld();
    const window = await world.open();
    world.emulator.fail({ on: 'CreateImage', with: page, accept: true });
    const request = anImageRequest({ namespace: 'ai-team', name: 'experiments', tag });
    const save = window.saves.start(world.saveParams({ request }));
    const accepted = await window.saves.accepted(save.id);
    const [created, listed] = world.emulator.journal.filter(({ operation }) =>
      /^(Create|List)Image/.test(operation ?? ''),
    );
    expect([created?.operation, listed?.operation]).toEqual(['CreateImage', 'ListImage']);
    expect((listed?.at ?? 0) - (created?.at ?? 0)).toBe(0);
    expect(accepted.reference).toMatch(tag === '' ? /\/experiments:latest$/ : /\/experiments:v1$/);
    expect((await window.toTheEnd(save)).state).toMatchObject({ phase: 'saved', image: { id: accepted.imageId } });
    expect(world.emulator.count('CreateImage')).toBe(1);
  });

  test('leaves the outcome unknown when the image never appears, and keeps the request ID', async () => {
    world = await emulatedWorld();
    const window = await world.open();
    world.emulator.fail({ on: 'CreateImage', with: page, accept: false });
    const ended = await window.toTheEnd(window.saves.start(world.saveParams()));
    expect(ended.state.phase).toBe('outcomeUnknown');
    expect(ended.requestId).toMatch(/^[0-9a-f]{32}$/);
    expect(window.log.lines.join('\n')).not.toContain('No answer');
  });
});
