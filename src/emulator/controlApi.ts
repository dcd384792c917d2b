import { editNotebooks, numberOf, textOf } from './controlBody';
import { SCENARIOS } from './faults/scenarios';
import { type Answer, ok } from './http/call';
import { mediaType } from './http/mediaType';
import type { WireRequest } from './http/readRequest';
import type { JournalEntry } from './journal';
import type { WorldEditor } from './worldEditor';

const CONTROL_PREFIX = '/_emulator/';

/** Whether a request is for the control API instead of an emulated service. */
export function isControlRequest({ path }: WireRequest): boolean {
  return path.startsWith(CONTROL_PREFIX);
}

/** The part of the emulator that the control API reads and changes. */
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
 * Handles a request to the API for other processes: GET state, scenarios, journal; POST scenario `{name}`, advance `{ms}`,
 * speed `{speed}`, latency `{ms}`, notebooks `{add: {…}}` or `{alter: {id, …}}` or `{remove: id}`; DELETE journal.
 * It exposes no secrets. It accepts only JSON, which a web page of another origin cannot send without permission (CORS).
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
      return { status: 404, body: { error: `Unknown action ${action}` } };
  }
}

/** @throws SyntaxError for invalid JSON, TypeError for another content type */
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
