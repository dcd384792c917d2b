import { dig } from '../fields';
import { type Answer, type Call, ok, param } from '../http/call';
import { type RefusalCode, refuse } from '../http/refusals';
import { start, stop, stopWhenLeaseEnds } from '../world/powerSwitch';
import type { Lease } from '../world/resources';
import type { World } from '../world/world';
import { findNotebook, leaseWire, notebookDetails } from './notebooks';

const HOUR = 3_600_000;

/** Error codes by status for notebooks that cannot be started. */
const NOT_STARTABLE: Readonly<Record<string, RefusalCode>> = {
  RUNNING: 'ModelArts.6305',
  STARTING: 'ModelArts.6306',
  STOPPING: 'ModelArts.6308',
  FROZEN: 'ModelArts.6326',
};
const STARTABLE = ['STOPPED', 'START_FAILED', 'ERROR'];

/** Error codes by status for notebooks that cannot be stopped. */
const NOT_STOPPABLE: Readonly<Record<string, RefusalCode>> = {
  STOPPED: 'ModelArts.6307',
  STOPPING: 'ModelArts.6308',
  FROZEN: 'ModelArts.6326',
};

/** POST /v1/{project_id}/notebooks/{id}/start?duration=&type= */
export function startNotebook(world: World, call: Call): Answer {
  const { id, status } = findNotebook(world, call);
  const durationMs = durationOf(call.query.get('duration') || undefined) ?? HOUR;
  const type = leaseTypeOf(call.query.get('type') || undefined) ?? 'TIMING';
  if (!STARTABLE.includes(status)) refuse(NOT_STARTABLE[status] ?? 'ModelArts.6357');
  const now = world.now();
  start(world, id, { createdAt: now, updatedAt: now, durationMs, enabled: durationMs > 0, type });
  return shown(world, call);
}

/** POST /v1/{project_id}/notebooks/{id}/stop */
export function stopNotebook(world: World, call: Call): Answer {
  const { id, status } = findNotebook(world, call);
  if (status !== 'RUNNING') refuse(NOT_STOPPABLE[status] ?? 'ModelArts.6357');
  stop(world, id);
  return shown(world, call);
}

function shown(world: World, call: Call): Answer {
  const notebook = world.notebooks.get(param(call, 'id'));
  return notebook ? ok(notebookDetails(world, notebook)) : refuse('ModelArts.6309');
}

/** One hour to three days. Source: API page StartNotebook. */
const MIN_DURATION_MS = 3_600_000;
const MAX_DURATION_MS = 259_200_000;

/** GET /v1/{project_id}/notebooks/{id}/lease */
export function showLease(world: World, call: Call): Answer {
  const { lease } = findNotebook(world, call);
  return ok(lease ? leaseWire(lease) : {});
}

/**
 * PATCH /v1/{project_id}/notebooks/{id}/lease: the notebook keeps running for the duration from now. A duration in the query
 * overrides the body and sets a fixed end.
 */
export function renewLease(world: World, call: Call): Answer {
  const notebook = findNotebook(world, call);
  const inQuery = durationOf(call.query.get('duration') || undefined);
  const runOnMs = inQuery ?? durationOf(dig(call.body, 'duration')) ?? MIN_DURATION_MS;
  const type = inQuery === undefined ? (leaseTypeOf(dig(call.body, 'type')) ?? 'TIMING') : 'TIMING';
  if (notebook.status !== 'RUNNING') refuse('ModelArts.6327');
  const lease = renewed(notebook.lease, world.now(), runOnMs, type);
  world.alterNotebook(notebook.id, { lease });
  stopWhenLeaseEnds(world, notebook.id);
  return ok(leaseWire(lease));
}

/** Durations count from the creation of the lease, so the elapsed time is added to the requested one. */
function renewed(old: Lease | undefined, now: number, runOnMs: number, type: Lease['type']): Lease {
  const createdAt = old?.createdAt ?? now;
  const durationMs = runOnMs < 0 ? -1 : now - createdAt + runOnMs;
  return { createdAt, updatedAt: now, durationMs, enabled: runOnMs > 0, type };
}

/**
 * Parses a duration in milliseconds from a query or a body. -1 means no end. Returns undefined if it is missing.
 *
 * @throws RefusedCall ModelArts.6336
 */
function durationOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  const duration = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  const isValid =
    typeof duration === 'number' && (duration === -1 || (duration >= MIN_DURATION_MS && duration <= MAX_DURATION_MS));
  return isValid ? duration : refuse('ModelArts.6336', 'duration');
}

/**
 * Parses the type of a lease, in any case. Returns undefined if it is missing.
 *
 * @throws RefusedCall ModelArts.6336
 */
function leaseTypeOf(value: unknown): 'TIMING' | 'IDLE' | undefined {
  if (value === undefined || value === null) return undefined;
  const type = typeof value === 'string' ? value.toUpperCase() : '';
  return type === 'TIMING' || type === 'IDLE' ? type : refuse('ModelArts.6336', 'type');
}
