import { type Behaviour, STRANGE_STEPS } from '../world/behaviour';
import type { Rule } from './rule';

/** One way the cloud can be. */
export interface Scenario {
  /** One line for people. */
  readonly description: string;
  /** What is other than usual in the world. */
  readonly behaviour?: Partial<Behaviour>;
  /** What goes wrong on the way. */
  readonly rules?: readonly Rule[];
}

const MINUTE = 60_000;

function failing(message: string | undefined, status: 'CREATE_FAILED' | 'ERROR'): Partial<Behaviour> {
  return { saveEnd: { status, message } };
}

function always(on: string, fault: Rule['with']): readonly Rule[] {
  return [{ on, with: fault }];
}

/** Scenarios by name. */
export const SCENARIOS = {
  happy: { description: 'Everything works; a save takes six minutes' },
  slow: { description: 'Everything works; a save takes fifty minutes', behaviour: { saveMs: 50 * MINUTE } },
  created: { description: 'A save is accepted with 201 and its image', rules: always('CreateImage', 'created') },
  createdEmpty: {
    description: 'A save is accepted with 201 and nothing more',
    rules: always('CreateImage', 'createdEmpty'),
  },
  notRunning: {
    description: 'The notebook stops just before it is saved (ModelArts.6327)',
    rules: always('CreateImage', 'notRunning'),
  },
  forbidden: {
    description: 'The user may not save images (ModelArts.0112)',
    rules: always('CreateImage', 'forbidden'),
  },
  nameTaken: {
    description: 'Somebody takes the tag of the first save just before (ModelArts.6737)',
    behaviour: { lostRaces: 1 },
  },
  createFails: {
    description: 'The save ends as CREATE_FAILED because the container is too large',
    behaviour: failing('container size 62G is greater than threshold 35G', 'CREATE_FAILED'),
  },
  createError: { description: 'The save ends as ERROR, without a reason', behaviour: failing(undefined, 'ERROR') },
  deletedMeanwhile: {
    description: 'The image is deleted while it is saved',
    behaviour: { saveEnd: { status: 'DELETED', message: undefined } },
  },
  lostAnswer: {
    description: 'A save is accepted, then its connection is reset',
    rules: always('CreateImage', 'resetAfter'),
  },
  resetBefore: {
    description: 'The connection is reset before a save is accepted',
    rules: always('CreateImage', 'resetBefore'),
  },
  timeoutAfterAccept: {
    description: 'A save is accepted and never answered',
    rules: always('CreateImage', 'hangAfter'),
  },
  gatewayTimeout: {
    description: 'A save is accepted and answered with 504',
    rules: always('CreateImage', 'gatewayTimeoutAfter'),
  },
  throttled: {
    description: 'Three requests are answered with 429 and Retry-After in seconds',
    rules: [{ on: '*', with: 'throttled', times: 3 }],
  },
  throttledDate: {
    description: 'Three requests are answered with 429 and Retry-After as a date',
    rules: [{ on: '*', with: 'throttledDate', times: 3 }],
  },
  notJson: { description: 'Every answer is an HTML page with status 200', rules: always('*', 'html') },
  truncatedLength: {
    description: 'Every answer ends before its Content-Length',
    rules: always('*', 'truncatedLength'),
  },
  truncatedChunked: { description: 'Every answer ends before its last chunk', rules: always('*', 'truncatedChunked') },
  empty: { description: 'Every answer is 200 without a body', rules: always('*', 'empty') },
  redirect302: { description: 'Every request is redirected with 302', rules: always('*', 'redirect302') },
  redirect307: { description: 'Every request is redirected with 307', rules: always('*', 'redirect307') },
  redirect308: { description: 'Every request is redirected with 308', rules: always('*', 'redirect308') },
  hugeAnswer: { description: 'Every answer is 300 MiB long', rules: always('*', 'huge') },
  drip: { description: 'Every answer comes byte by byte', rules: always('*', 'drip') },
  serverErrors: {
    description: 'Five requests are answered with 500, 501, 502, 503 and 504',
    rules: [
      { on: '*', with: 'serverError500', times: 1 },
      { on: '*', with: 'serverError501', times: 1 },
      { on: '*', with: 'serverError502', times: 1 },
      { on: '*', with: 'serverError503', times: 1 },
      { on: '*', with: 'serverError504', times: 1 },
    ],
  },
  unavailable: { description: 'Every request is answered with 503', rules: always('*', 'serverError503') },
  expired401: { description: 'Keys and tokens given out before have expired', behaviour: { credentialsEnded: true } },
  lateImage: {
    description: 'The image cannot be found on the first three looks',
    rules: [
      { on: 'ShowImage', with: 'missing404', times: 2 },
      { on: 'ShowImage', with: 'missing400', times: 1 },
    ],
  },
  missingImage: { description: 'No image can ever be found', rules: always('ShowImage', 'missing400') },
  unknownStatus: {
    description: 'Images pass through a status that is in no documentation',
    behaviour: { saveSteps: STRANGE_STEPS },
  },
  clockSkew: { description: 'The gateway’s clock is twenty minutes ahead', behaviour: { skewMs: 20 * MINUTE } },
  noOrganizations: { description: 'The account has no organization in SWR', behaviour: { organizations: false } },
  workspaceFeatureOff: {
    description: 'The account has no workspaces (ModelArts.7002)',
    behaviour: { workspaces: false },
  },
  emptyAccount: { description: 'The account has no notebook and no image of its own', behaviour: { empty: true } },
  malformedNotebook: { description: 'The first row of every list has wrong types', behaviour: { malformedRow: true } },
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof SCENARIOS;

const BY_NAME: ReadonlyMap<string, Scenario> = new Map(Object.entries(SCENARIOS));

/** The names, in the order of the table. */
export const SCENARIO_NAMES: readonly string[] = [...BY_NAME.keys()];

/** @throws RangeError that lists the names, for one that there is not */
export function findScenario(name: string): Scenario {
  const scenario = BY_NAME.get(name);
  if (!scenario) throw new RangeError(`No scenario ${JSON.stringify(name)}. There are: ${SCENARIO_NAMES.join(', ')}`);
  return scenario;
}
