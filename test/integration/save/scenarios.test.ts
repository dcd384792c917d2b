import { afterEach, describe, expect, test } from 'vitest';
import { SCENARIOS, type ScenarioName } from '../../../src/emulator/index';
import { imageOf, type SaveState } from '../../../src/save/saveState';
import type { Window } from '../../support/window';
import { type EmulatedWorld, emulatedWorld, type ServiceClient } from '../../support/world';

interface Expectation {
  /** Every reported state, once each. */
  readonly states: readonly string[];
  /** Expected fields of the last state. */
  readonly facts?: object;
  /** Number of images at the end. */
  readonly images: 0 | 1;
}

const BUILDING = [
  'saving INIT: Waiting for the image to be built',
  'saving CREATING: Preparing to save the environment',
  'saving CREATING: Committing the container',
  'saving CREATING: Pushing layer 3 of 14',
  'saving CREATING: Pushing layer 9 of 14',
  'saving CREATING: Pushing layer 14 of 14',
  'saving CREATING: Verifying the pushed image',
] as const;

const saved: Expectation = { states: ['requesting', ...BUILDING, 'saved ACTIVE'], images: 1 };
const refused = (code: string, status = 400): Expectation => ({
  states: ['requesting', 'refused'],
  facts: { error: { kind: 'refused', status, code } },
  images: 0,
});
/** The response was lost and the image is found. */
const found: Expectation = { states: ['requesting', 'looking', ...BUILDING, 'saved ACTIVE'], images: 1 };
/** The response was lost and no image was created. */
const notCreated = (cause: object): Expectation => ({
  states: ['requesting', 'looking', 'notSaved'],
  facts: { error: { kind: 'notSaved', cause } },
  images: 0,
});
const builtAndThen = (last: string, facts: object): Expectation => ({
  states: ['requesting', ...BUILDING, last],
  facts,
  images: 1,
});

const EXPECTED: Readonly<Record<ScenarioName, Expectation>> = {
  happy: saved,
  created: saved,
  createdEmpty: found,
  slow: saved,
  notRunning: refused('ModelArts.6327'),
  forbidden: refused('ModelArts.0112', 403),
  nameTaken: refused('ModelArts.6737'),
  createFails: builtAndThen('failed CREATE_FAILED: container size 62G is greater than threshold 35G', {}),
  createError: builtAndThen('failed ERROR', {}),
  deletedMeanwhile: builtAndThen('deleted DELETED', {}),
  lostAnswer: found,
  resetBefore: notCreated({ kind: 'noAnswer', facts: { reason: 'reset' } }),
  timeoutAfterAccept: found,
  gatewayTimeout: found,
  throttled: refused('APIGW.0308', 429),
  throttledDate: refused('APIGW.0308', 429),
  notJson: notCreated({ kind: 'unreadable', reason: 'notJson' }),
  truncatedLength: found,
  truncatedChunked: found,
  empty: found,
  redirect302: notCreated({ kind: 'unreadable', reason: 'redirect', status: 302 }),
  redirect307: notCreated({ kind: 'unreadable', reason: 'redirect', status: 307 }),
  redirect308: notCreated({ kind: 'unreadable', reason: 'redirect', status: 308 }),
  hugeAnswer: found,
  drip: found,
  serverErrors: notCreated({ kind: 'refused', status: 500 }),
  unavailable: notCreated({ kind: 'refused', status: 503 }),
  expired401: refused('APIGW.0301', 401),
  lateImage: saved,
  missingImage: {
    states: ['requesting', BUILDING[0], 'unwatched INIT: Waiting for the image to be built'],
    facts: { why: 'missing' },
    images: 1,
  },
  unknownStatus: {
    states: [
      'requesting',
      ...BUILDING.slice(0, 3),
      ...BUILDING.slice(3).map((line) => line.replace('CREATING', 'PUSHING_LAYERS')),
      'saved ACTIVE',
    ],
    images: 1,
  },
  clockSkew: refused('APIGW.0301', 401),
  noOrganizations: refused('ModelArts.2885'),
  workspaceFeatureOff: saved,
  emptyAccount: refused('ModelArts.6309'),
  malformedNotebook: saved,
};

function describeState(state: SaveState): string {
  const image = imageOf(state);
  if (!image) return state.phase;
  const { status, statusMessage } = image;
  return `${state.phase} ${status}${statusMessage === undefined ? '' : `: ${statusMessage}`}`;
}

describe('a save in the scenario', () => {
  let world: EmulatedWorld;
  let window: Window<ServiceClient>;

  afterEach(async () => {
    await world.close();
  });

  test.each(Object.entries(EXPECTED))('%s sends one request and reports every state', async (scenario, expected) => {
    world = await emulatedWorld({ scenario, timeoutMs: 1000 });
    window = await world.open();
    // The fault is gone when the search starts.
    window.saves.onDidChange(({ state }) => {
      if (state.phase === 'looking') world.emulator.setScenario('happy');
    });
    const save = await window.toTheEnd(window.saves.start(world.saveParams()));
    expect(window.states.map(describeState)).toEqual(expected.states);
    expect(save.state).toMatchObject(expected.facts ?? {});
    expect(world.emulator.count('CreateImage')).toBe(1);
    expect(world.imagesMade).toBe(expected.images);
    if (!expected.states.includes('looking')) expect(world.emulator.count('ListImage')).toBe(0);
    expect(world.clock.sleepers).toBe(0);
    expect(window.log.lines.join('\n')).not.toContain(world.emulator.secretKey);
  });
});

test('a save without any readable response for the whole time ends as outcomeUnknown and can be checked again', async () => {
  const world = await emulatedWorld({ scenario: 'truncatedLength', timeoutMs: 1000 });
  const window = await world.open();
  const save = await window.toTheEnd(window.saves.start(world.saveParams()));
  expect(save.state).toMatchObject({ phase: 'outcomeUnknown', error: { cause: { kind: 'unreadable' } } });
  world.emulator.setScenario('happy');
  window.saves.checkNow(save.id);
  expect((await window.toTheEnd(save)).state.phase).toBe('saved');
  expect(world.emulator.count('CreateImage')).toBe(1);
  await world.close();
});

test('every scenario of the emulator is in the table', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(Object.keys(SCENARIOS).sort());
});
