import { editNotebooks, numberOf, textOf } from './controlBody';
import { SCENARIOS } from './faults/scenarios';
import { type Answer, ok } from './http/call';
import { mediaType } from './http/mediaType';
import type { WireRequest } from './http/readRequest';
import type { JournalEntry } from './journal';
import type { WorldEditor } from './worldEditor';

const CONTROL_PREFIX = '/_emulator/';

/** True for a request that is meant for the emulator itself. */
export function isControlRequest({ path }: WireRequest): boolean {
  return path.startsWith(CONTROL_PREFIX);
}

/** What the control API reads and changes. */
export interface ControlledEmulator {
  readonly url: string;
  readonly projectId: string;
  readonly region: string;
  readonly scenario: string;
  readonly journal: readonly JournalEntry[];
  readonly openConnections: number;
  readonly connectionsOpened: number;
  readonly edit: WorldEditor;
  speed: number;
  latencyMs: number;
  now(): number;
  advance(ms: number): void;
  setScenario(name: string): void;
  resetJournal(): void;
}

/**
 * The API for other processes: GET state, scenarios, journal; POST scenario `{name}`, advance `{ms}`, speed
 * `{speed}`, latency `{ms}`, notebooks `{add: {…}}` or `{alter: {id, …}}` or `{remove: id}`; DELETE journal.
 * Nothing secret passes through it. Only JSON is accepted: a web page of another origin needs permission to send that.
 */
export function answerControl(emulator: ControlledEmulator, request: WireRequest): Answer {
  try {
    return applyControl(
      emulator,
      `${request.method} ${request.path.slice(CONTROL_PREFIX.length)}`,
      parsedBody(request),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { status: 400, body: { error: reason } };
  }
}

function applyControl(emulator: ControlledEmulator, action: string, body: unknown): Answer {
  switch (action) {
    case 'GET state':
      return ok(stateOf(emulator));
    case 'GET scenarios':
      return ok(SCENARIOS);
    case 'GET journal':
      return ok(emulator.journal);
    case 'DELETE journal':
      emulator.resetJournal();
      return ok(stateOf(emulator));
    case 'POST scenario':
      emulator.setScenario(textOf(body, 'name'));
      return ok(stateOf(emulator));
    case 'POST advance':
      emulator.advance(numberOf(body, 'ms'));
      return ok(stateOf(emulator));
    case 'POST speed':
      emulator.speed = numberOf(body, 'speed');
      return ok(stateOf(emulator));
    case 'POST latency':
      emulator.latencyMs = numberOf(body, 'ms');
      return ok(stateOf(emulator));
    case 'POST notebooks':
      return ok(editNotebooks(emulator.edit, body));
    default:
      return { status: 404, body: { error: `The door does not know ${action}` } };
  }
}

/** @throws SyntaxError for what is no JSON, TypeError for what is not said to be */
function parsedBody({ body, headers }: WireRequest): unknown {
  const text = body?.toString('utf8') ?? '';
  if (text === '') return undefined;
  if (mediaType(headers['content-type']) !== 'application/json')
    throw new TypeError('The body must be application/json');
  return JSON.parse(text);
}

function stateOf(emulator: ControlledEmulator): object {
  const { url, projectId, region, scenario, speed, latencyMs, openConnections, connectionsOpened, edit } = emulator;
  return {
    url,
    projectId,
    region,
    scenario,
    speed,
    latencyMs,
    now: emulator.now(),
    openConnections,
    connectionsOpened,
    requests: emulator.journal.length,
    notebooks: edit.notebooks.length,
    images: edit.images
      .filter(({ type }) => type === 'DEDICATED')
      .map(({ id, swrPath, status }) => ({ id, swrPath, status })),
  };
}
