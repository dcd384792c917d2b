import { type Answer, type Call, ok, param } from '../http/call';
import { type RefusalCode, refuse } from '../http/refusals';
import { start, stop } from '../world/powerSwitch';
import type { World } from '../world/world';
import { findNotebook } from './findNotebook';
import { durationOf, leaseTypeOf } from './lease';
import { notebookDetails } from './notebookWire';

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
