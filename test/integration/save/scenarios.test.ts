import { afterEach, describe, expect, test } from 'vitest';
import { SCENARIOS, type ScenarioName } from '../../../src/emulator/index';
import type { SaveState } from '../../../src/save/saveState';
import { aSavingWorld, type SavingWorld } from '../../support/savingWorld';

interface Expectation {
  /** Every state that is told, once each. */
  readonly told: readonly string[];
  /** Of the last. */
  readonly facts?: object;
  /** Images there are in the end. */
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

const saved: Expectation = { told: ['requesting', ...BUILDING, 'saved ACTIVE'], images: 1 };
const refused = (code: string, status = 400): Expectation => ({
  told: ['requesting', 'refused'],
  facts: { error: { kind: 'refused', status, code } },
  images: 0,
});
const unknown = (cause: object, images: 0 | 1): Expectation => ({
  told: ['requesting', 'outcomeUnknown'],
  facts: { error: { kind: 'outcomeUnknown', cause } },
  images,
});
const builtAndThen = (last: string, facts: object): Expectation => ({
  told: ['requesting', ...BUILDING, last],
  facts,
  images: 1,
});

const EXPECTED: Readonly<Record<ScenarioName, Expectation>> = {
  happy: saved,
  slow: saved,
  notRunning: refused('ModelArts.6327'),
  forbidden: refused('ModelArts.0112', 403),
  nameTaken: refused('ModelArts.6737'),
  createFails: builtAndThen('failed CREATE_FAILED: container size 62G is greater than threshold 35G', {}),
  createError: builtAndThen('failed ERROR', {}),
  deletedMeanwhile: builtAndThen('deleted DELETED', {}),
  lostAnswer: unknown({ kind: 'noAnswer', facts: { reason: 'reset' } }, 1),
  resetBefore: unknown({ kind: 'noAnswer', facts: { reason: 'reset' } }, 0),
  timeoutAfterAccept: unknown({ kind: 'noAnswer', facts: { reason: 'timeout' } }, 1),
  gatewayTimeout: unknown({ kind: 'refused', status: 504 }, 1),
  throttled: refused('APIGW.0308', 429),
  throttledDate: refused('APIGW.0308', 429),
  notJson: unknown({ kind: 'unreadable', reason: 'notJson' }, 0),
  truncatedLength: unknown({ kind: 'unreadable', reason: 'truncated' }, 1),
  truncatedChunked: unknown({ kind: 'unreadable', reason: 'truncated' }, 1),
  empty: unknown({ kind: 'unreadable', reason: 'empty' }, 1),
  redirect302: unknown({ kind: 'unreadable', reason: 'redirect', status: 302 }, 0),
  redirect307: unknown({ kind: 'unreadable', reason: 'redirect', status: 307 }, 0),
  redirect308: unknown({ kind: 'unreadable', reason: 'redirect', status: 308 }, 0),
  hugeAnswer: unknown({ kind: 'unreadable', reason: 'tooLarge' }, 1),
  drip: unknown({ kind: 'noAnswer', facts: { reason: 'timeout' } }, 1),
  serverErrors: unknown({ kind: 'refused', status: 500 }, 0),
  unavailable: unknown({ kind: 'refused', status: 503 }, 0),
  expired401: refused('APIGW.0301', 401),
  lateImage: saved,
  missingImage: {
    told: ['requesting', BUILDING[0], 'unwatched INIT: Waiting for the image to be built'],
    facts: { why: 'missing' },
    images: 1,
  },
  unknownStatus: {
    told: [
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

function inWords(state: SaveState): string {
  if (!('image' in state)) return state.phase;
  const { status, statusMessage } = state.image;
  return `${state.phase} ${status}${statusMessage === undefined ? '' : `: ${statusMessage}`}`;
}

describe('a save in the scenario', () => {
  let world: SavingWorld;

  afterEach(async () => {
    await world.close();
  });

  test.each(Object.entries(EXPECTED))(
    '%s: one request, told from its beginning to its end',
    async (scenario, expected) => {
      world = await aSavingWorld({ scenario, timeoutMs: 1000 });
      const save = await world.toTheEnd(world.saves.start(world.order()));
      expect(world.told.map(inWords)).toEqual(expected.told);
      expect(save.state).toMatchObject(expected.facts ?? {});
      expect(world.emulator.count('CreateImage')).toBe(1);
      expect(world.imagesMade).toBe(expected.images);
      expect(world.clock.sleepers).toBe(0);
      expect(world.log.lines.join('\n')).not.toContain(world.emulator.secretKey);
    },
  );
});

test('every scenario of the emulator is in the table', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(Object.keys(SCENARIOS).sort());
});
