import { type Behavior, UNDOCUMENTED_STEPS } from '../world/behavior';
import type { Rule } from './ruleBook';

/** A behavior of the cloud. */
export interface Scenario {
  /** One line for the user. */
  readonly description: string;
  /** Differences from the default behavior. */
  readonly behavior?: Partial<Behavior>;
  /** Faults of requests. */
  readonly rules?: readonly Rule[];
}

const MINUTE = 60_000;

function failing(message: string | undefined, status: 'CREATE_FAILED' | 'ERROR'): Partial<Behavior> {
  return { saveEnd: { status, message } };
}

function always(on: string, fault: Rule['with']): readonly Rule[] {
  return [{ on, with: fault }];
}

/** Scenarios by name. */
export const SCENARIOS = {
  happy: { description: 'Everything works; a save takes six minutes' },
  slow: { description: 'Everything works; a save takes fifty minutes', behavior: { saveMs: 50 * MINUTE } },
  created: { description: 'A save is accepted with 201 and its image', rules: always('CreateImage', 'created') },
  createdEmpty: {
    description: 'A save is accepted with 201 and nothing more',
    rules: always('CreateImage', 'createdEmpty'),
  },
  notRunning: {
    description: 'The notebook stops just before the save (ModelArts.6327)',
    rules: always('CreateImage', 'notRunning'),
  },
  forbidden: {
    description: 'The user has no permission to save images (ModelArts.0112)',
    rules: always('CreateImage', 'forbidden'),
  },
  nameTaken: {
    description: 'Another user creates the tag of the first save just before (ModelArts.6737)',
    behavior: { lostRaces: 1 },
  },
  createFails: {
    description: 'The save ends as CREATE_FAILED because the container is too large',
    behavior: failing('container size 62G is greater than threshold 35G', 'CREATE_FAILED'),
  },
  createError: { description: 'The save ends as ERROR, without a reason', behavior: failing(undefined, 'ERROR') },
  deletedMeanwhile: {
    description: 'The image is deleted while it is saved',
    behavior: { saveEnd: { status: 'DELETED', message: undefined } },
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
    description: 'A save is accepted without a response',
    rules: always('CreateImage', 'hangAfter'),
  },
  gatewayTimeout: {
    description: 'A save is accepted with the response 504',
    rules: always('CreateImage', 'gatewayTimeoutAfter'),
  },
  throttled: {
    description: 'Three requests get 429 with Retry-After in seconds',
    rules: [{ on: '*', with: 'throttled', times: 3 }],
  },
  throttledDate: {
    description: 'Three requests get 429 with Retry-After as a date',
    rules: [{ on: '*', with: 'throttledDate', times: 3 }],
  },
  notJson: { description: 'Every response is an HTML page with status 200', rules: always('*', 'html') },
  truncatedLength: {
    description: 'Every response ends before its Content-Length',
    rules: always('*', 'truncatedLength'),
  },
  truncatedChunked: {
    description: 'Every response ends before its last chunk',
    rules: always('*', 'truncatedChunked'),
  },
  empty: { description: 'Every response is 200 without a body', rules: always('*', 'empty') },
  redirect302: { description: 'Every request is redirected with 302', rules: always('*', 'redirect302') },
  redirect307: { description: 'Every request is redirected with 307', rules: always('*', 'redirect307') },
  redirect308: { description: 'Every request is redirected with 308', rules: always('*', 'redirect308') },
  hugeAnswer: { description: 'Every response is 300 MiB long', rules: always('*', 'huge') },
  drip: { description: 'Every response arrives byte by byte', rules: always('*', 'drip') },
  serverErrors: {
    description: 'Five requests get 500, 501, 502, 503 and 504',
    rules: [
      { on: '*', with: 'serverError500', times: 1 },
      { on: '*', with: 'serverError501', times: 1 },
      { on: '*', with: 'serverError502', times: 1 },
      { on: '*', with: 'serverError503', times: 1 },
      { on: '*', with: 'serverError504', times: 1 },
    ],
  },
  unavailable: { description: 'Every request gets 503', rules: always('*', 'serverError503') },
  expired401: { description: 'All existing keys and tokens have expired', behavior: { credentialsEnded: true } },
  lateImage: {
    description: 'The image cannot be found in the first three requests',
    rules: [
      { on: 'ShowImage', with: 'missing404', times: 2 },
      { on: 'ShowImage', with: 'missing400', times: 1 },
    ],
  },
  missingImage: { description: 'The image can never be found', rules: always('ShowImage', 'missing400') },
  unknownStatus: {
    description: 'Images have an undocumented status during the save',
    behavior: { saveSteps: UNDOCUMENTED_STEPS },
  },
  clockSkew: { description: 'The gateway’s clock is twenty minutes ahead', behavior: { skewMs: 20 * MINUTE } },
  noOrganizations: { description: 'The account has no organization in SWR', behavior: { organizations: false } },
  workspaceFeatureOff: {
    description: 'The account has no workspaces (ModelArts.7002)',
    behavior: { workspaces: false },
  },
  emptyAccount: { description: 'The account has no notebooks and no images of its own', behavior: { empty: true } },
  malformedNotebook: {
    description: 'The first row of every list has fields of the wrong type',
    behavior: { malformedRow: true },
  },
} as const satisfies Readonly<Record<string, Scenario>>;

/** Name of a scenario in {@link SCENARIOS}. */
export type ScenarioName = keyof typeof SCENARIOS;

const BY_NAME: ReadonlyMap<string, Scenario> = new Map(Object.entries(SCENARIOS));

/** The names of all scenarios, in the order of the table. */
export const SCENARIO_NAMES: readonly string[] = [...BY_NAME.keys()];

/** Returns the scenario with this name. @throws RangeError with the list of names, for an unknown one */
export function findScenario(name: string): Scenario {
  const scenario = BY_NAME.get(name);
  if (!scenario) throw new RangeError(`No scenario ${JSON.stringify(name)}. Available: ${SCENARIO_NAMES.join(', ')}`);
  return scenario;
}
