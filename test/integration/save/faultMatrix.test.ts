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

/** What becomes of the request at the service, whatever becomes of the answer. */
const IMAGES = {
  'its image appears at once': { accept: true, visibleAfterMs: 0 },
  'its image appears late': { accept: true, visibleAfterMs: 1.5 * MINUTE },
  'its image appears very late': { accept: true, visibleAfterMs: 4 * MINUTE },
  'nothing was accepted': { accept: false, visibleAfterMs: 0 },
} as const;

/** Ways in which the answer can be lost. */
const LOST: Readonly<Record<string, FaultName>> = {
  'a reset before the answer': 'resetBefore',
  'a reset after it was accepted': 'resetAfter',
  'a connection that is closed': 'closeAfter',
  'a time-out': 'hangAfter',
  '504 of the gateway': 'gatewayTimeoutAfter',
  '500 of the service': 'serverError500',
  '502 of the gateway': 'serverError502',
  '503 of the gateway': 'serverError503',
  'truncated JSON': 'truncatedLength',
  'a truncated chunk': 'truncatedChunked',
  'an HTML page': 'html',
  'no body': 'empty',
  'a redirect': 'redirect307',
  'an answer byte by byte': 'drip',
};

/** Saves the notebook; the phase in which that ends. */
async function end(): Promise<string> {
  const { state } = await window.toTheEnd(window.saves.start(world.order()));
  return state.phase;
}

async function outcomeOf(rule: Omit<Rule, 'on'>, visibleAfterMs: number): Promise<string> {
  world.emulator.behave({ visibleAfterMs });
  world.emulator.fail({ on: 'CreateImage', ...rule });
  return end();
}

describe.each(Object.entries(LOST))('after %s', (_what, fault) => {
  test.each(Object.entries(IMAGES))('where %s, nothing is sent twice and nothing is lost', async (_how, image) => {
    const phase = await outcomeOf({ with: fault, accept: image.accept }, image.visibleAfterMs);
    expect(phase).toBe(image.accept ? 'saved' : 'notSaved');
    expect(world.emulator.count('CreateImage')).toBe(1);
    expect(world.imagesMade).toBe(image.accept ? 1 : 0);
  });
});

describe('after an answer', () => {
  test.each(Object.entries(IMAGES).filter(([, { accept }]) => accept))(
    'where %s, it is followed',
    async (_how, image) => {
      expect(await outcomeOf({ with: 'none' }, image.visibleAfterMs)).toBe('saved');
      expect(world.emulator.count('CreateImage')).toBe(1);
      expect(world.imagesMade).toBe(1);
    },
  );

  test.each<[string, FaultName]>([
    ['429', 'throttled'],
    ['401 for keys that have expired', 'expired401'],
    ['403', 'forbidden'],
    ['400', 'notRunning'],
  ])('that says no (%s), nothing was saved and nothing is looked for', async (_what, fault) => {
    expect(await outcomeOf({ with: fault, times: Number.POSITIVE_INFINITY }, 0)).toBe('refused');
    expect(world.emulator.count('ListImage')).toBe(0);
    expect(world.imagesMade).toBe(0);
  });
});

describe('while it is looked for', () => {
  test.each<[string, FaultName]>([
    ['resets', 'resetBefore'],
    ['503', 'serverError503'],
    ['429', 'throttled'],
    ['HTML pages', 'html'],
    ['expired keys', 'expired401'],
  ])('three minutes of %s are gone through', async (_what, fault) => {
    world.emulator.fail({ on: 'CreateImage', with: 'resetAfter' });
    const undo = world.emulator.fail({ on: 'ListImage', with: fault, times: Number.POSITIVE_INFINITY });
    const save = window.saves.start(world.order());
    await world.until(() => world.clock.now() - save.requestedAt > 3 * MINUTE);
    expect(window.saves.get(save.id)?.state).toMatchObject({ phase: 'looking', trouble: expect.anything() });
    undo();
    expect((await window.toTheEnd(save)).state.phase).toBe('saved');
    expect(world.emulator.count('CreateImage')).toBe(1);
    expect(world.imagesMade).toBe(1);
  });

  test('an earlier failed try of the same name and tag is not taken for it', async () => {
    world.emulator.behave({ saveMs: MINUTE, saveEnd: { status: 'CREATE_FAILED', message: 'too large' } });
    expect(await end()).toBe('failed');
    world.emulator.fail({ on: 'CreateImage', with: 'resetBefore' });
    expect(await end()).toBe('notSaved');
    world.emulator.fail({ on: 'CreateImage', with: 'resetAfter' });
    world.emulator.behave({ saveEnd: { status: 'ACTIVE', message: undefined } });
    expect(await end()).toBe('saved');
    expect(world.emulator.count('CreateImage')).toBe(3);
  });

  test.each([-14 * MINUTE, 14 * MINUTE])('the gateway’s clock may be off by %d ms', async (skewMs) => {
    world.emulator.behave({ skewMs });
    world.emulator.fail({ on: 'CreateImage', with: 'resetAfter' });
    expect(await end()).toBe('saved');
  });
});
