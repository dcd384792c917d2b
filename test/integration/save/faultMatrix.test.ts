import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FaultName, Rule } from '../../../src/emulator/index';
import type { Window } from '../../support/window';
import { type EmulatedWorld, emulatedWorld, type ServiceClient } from '../../support/world';

const MINUTE = 60_000;

let world: EmulatedWorld;
let window: Window<ServiceClient>;

beforeEach(async () => {
  world = await emulatedWorld({ timeoutMs: 400 });
  window = await world.open();
});

afterEach(() => world.close());

/** What the service does with the request, regardless of the response. */
const IMAGES = {
  'its image appears at once': { accept: true, visibleAfterMs: 0 },
  'its image appears late': { accept: true, visibleAfterMs: 1.5 * MINUTE },
  'its image appears very late': { accept: true, visibleAfterMs: 4 * MINUTE },
  'nothing was accepted': { accept: false, visibleAfterMs: 0 },
} as const;

/** Faults that lose the response. */
const LOST: Readonly<Record<string, FaultName>> = {
  'a reset before the response': 'resetBefore',
  'a reset after acceptance': 'resetAfter',
  'a closed connection': 'closeAfter',
  'a timeout': 'hangAfter',
  'a gateway 504': 'gatewayTimeoutAfter',
  'a service 500': 'serverError500',
  'a gateway 502': 'serverError502',
  'a gateway 503': 'serverError503',
  'truncated JSON': 'truncatedLength',
  'a truncated chunk': 'truncatedChunked',
  'an HTML page': 'html',
  'an empty body': 'empty',
  'a redirect': 'redirect307',
  'a response that drips byte by byte': 'drip',
};

/** Saves the notebook and returns the final phase. */
async function saveToEnd(): Promise<string> {
  const { state } = await window.toTheEnd(window.saves.start(world.saveParams()));
  return state.phase;
}

async function outcomeOf(rule: Omit<Rule, 'on'>, visibleAfterMs: number): Promise<string> {
  world.emulator.behave({ visibleAfterMs });
  world.emulator.fail({ on: 'CreateImage', ...rule });
  return saveToEnd();
}

describe.each(Object.entries(LOST))('after %s', (_label, fault) => {
  test.each(Object.entries(IMAGES))('a save is sent once and its outcome is found when %s', async (_case, image) => {
    const phase = await outcomeOf({ with: fault, accept: image.accept }, image.visibleAfterMs);
    expect(phase).toBe(image.accept ? 'saved' : 'notSaved');
    expect(world.emulator.count('CreateImage')).toBe(1);
    expect(world.imagesMade).toBe(image.accept ? 1 : 0);
  });
});

test.each(Object.entries(IMAGES).filter(([, { accept }]) => accept))(
  'a save is followed when %s',
  async (_case, image) => {
    expect(await outcomeOf({ with: 'none' }, image.visibleAfterMs)).toBe('saved');
    expect(world.emulator.count('CreateImage')).toBe(1);
    expect(world.imagesMade).toBe(1);
  },
);

describe('while the outcome is searched for', () => {
  test.each<[string, FaultName]>([
    ['resets', 'resetBefore'],
    ['503', 'serverError503'],
    ['429', 'throttled'],
    ['HTML pages', 'html'],
    ['expired credentials', 'expired401'],
  ])('three minutes of %s do not end the search', async (_label, fault) => {
    world.emulator.fail({ on: 'CreateImage', with: 'resetAfter' });
    const clearFault = world.emulator.fail({ on: 'ListImage', with: fault, times: Number.POSITIVE_INFINITY });
    const save = window.saves.start(world.saveParams());
    await world.until(() => world.clock.now() - save.requestedAt > 3 * MINUTE);
    expect(window.saves.get(save.id)?.state).toMatchObject({ phase: 'looking', trouble: expect.anything() });
    clearFault();
    expect((await window.toTheEnd(save)).state.phase).toBe('saved');
    expect(world.emulator.count('CreateImage')).toBe(1);
    expect(world.imagesMade).toBe(1);
  });

  test('an earlier failed image with the same name and tag is not mistaken for the new one', async () => {
    world.emulator.behave({ saveMs: MINUTE, saveEnd: { status: 'CREATE_FAILED', message: 'too large' } });
    expect(await saveToEnd()).toBe('failed');
    world.emulator.fail({ on: 'CreateImage', with: 'resetBefore' });
    expect(await saveToEnd()).toBe('notSaved');
    world.emulator.fail({ on: 'CreateImage', with: 'resetAfter' });
    world.emulator.behave({ saveEnd: { status: 'ACTIVE', message: undefined } });
    expect(await saveToEnd()).toBe('saved');
    expect(world.emulator.count('CreateImage')).toBe(3);
  });

  test.each([-14 * MINUTE, 14 * MINUTE])('the gateway’s clock may be off by %d ms', async (skewMs) => {
    world.emulator.behave({ skewMs });
    world.emulator.fail({ on: 'CreateImage', with: 'resetAfter' });
    expect(await saveToEnd()).toBe('saved');
  });
});
