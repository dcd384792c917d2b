import { SCENARIOS } from './faults/scenarios';
import { dig, digText } from './fields';
import { type Answer, ok } from './http/call';
import { mediaType, type WireRequest } from './http/readRequest';
import type { JournalEntry } from './journal';
import type { Notebook } from './world/resources';
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

/** Returns a string field. @throws TypeError if it is missing or of another type */
function textOf(body: unknown, name: string): string {
  const text = digText(body, name);
  if (text === undefined) throw new TypeError(`${name} must be a text`);
  return text;
}

/** Returns a number field. @throws TypeError if it is missing, negative or of another type */
function numberOf(body: unknown, name: string): number {
  const number = dig(body, name);
  if (typeof number !== 'number' || !(number >= 0)) throw new TypeError(`${name} must be a number of 0 or more`);
  return number;
}

/** Adds (`{add: facts}`), alters (`{alter: {id, …facts}}`) or removes (`{remove: id}`) a notebook. Returns its ID. */
function editNotebooks(edit: WorldEditor, body: unknown): { readonly id: string } {
  const removed = digText(body, 'remove');
  if (removed !== undefined) {
    edit.removeNotebook(removed);
    return { id: removed };
  }
  const id = digText(body, 'alter', 'id');
  if (id !== undefined) {
    edit.alterNotebook(id, factsOf(dig(body, 'alter')));
    return { id };
  }
  return { id: edit.addNotebook(factsOf(dig(body, 'add'))).id };
}

const SETTABLE = ['name', 'description', 'status', 'flavor', 'workspaceId', 'failReason', 'imageId'] as const;

/** Returns the string fields that other processes may set. The notebook's token is not one of them. */
function factsOf(value: unknown): Partial<Notebook> {
  const facts: Partial<Record<(typeof SETTABLE)[number], string>> = {};
  for (const name of SETTABLE) {
    const text = digText(value, name);
    if (text !== undefined) facts[name] = text;
  }
  return facts;
}
