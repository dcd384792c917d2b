import { dig } from '../fields';
import { type Answer, type Call, ok } from '../http/call';
import { refuse } from '../http/refusals';
import type { Lease } from '../world/notebook';
import { stopWhenLeaseEnds } from '../world/powerSwitch';
import type { World } from '../world/world';
import { findNotebook } from './findNotebook';
import { leaseWire } from './notebookWire';

/** One hour to three days. Source: API page StartNotebook. */
const SHORTEST_MS = 3_600_000;
const MAX_DELAY_MS = 259_200_000;

/** GET /v1/{project_id}/notebooks/{id}/lease */
export function showLease(world: World, call: Call): Answer {
  const { lease } = findNotebook(world, call);
  return ok(lease ? leaseWire(lease) : {});
}

/**
 * PATCH /v1/{project_id}/notebooks/{id}/lease: the notebook runs on for that long from now. A duration in the query
 * overrides the body and makes the end a fixed one.
 */
export function renewLease(world: World, call: Call): Answer {
  const notebook = findNotebook(world, call);
  const inQuery = durationOf(call.query.get('duration') || undefined);
  const runOnMs = inQuery ?? durationOf(dig(call.body, 'duration')) ?? SHORTEST_MS;
  const type = inQuery === undefined ? (leaseTypeOf(dig(call.body, 'type')) ?? 'TIMING') : 'TIMING';
  if (notebook.status !== 'RUNNING') refuse('ModelArts.6327');
  const lease = renewed(notebook.lease, world.now(), runOnMs, type);
  world.alterNotebook(notebook.id, { lease });
  stopWhenLeaseEnds(world, notebook.id);
  return ok(leaseWire(lease));
}

/** A duration counts from the creation of the lease, so what has passed is added to what is asked for. */
function renewed(old: Lease | undefined, now: number, runOnMs: number, type: Lease['type']): Lease {
  const createdAt = old?.createdAt ?? now;
  const durationMs = runOnMs < 0 ? -1 : now - createdAt + runOnMs;
  return { createdAt, updatedAt: now, durationMs, enabled: runOnMs > 0, type };
}

/**
 * Milliseconds, from a query or a body; -1 = no end; undefined = not given.
 *
 * @throws RefusedCall ModelArts.6336
 */
export function durationOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  const duration = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  const isRight =
    typeof duration === 'number' && (duration === -1 || (duration >= SHORTEST_MS && duration <= MAX_DELAY_MS));
  return isRight ? duration : refuse('ModelArts.6336', 'duration');
}

/**
 * The type of a lease, in whatever case; undefined = not given.
 *
 * @throws RefusedCall ModelArts.6336
 */
export function leaseTypeOf(value: unknown): 'TIMING' | 'IDLE' | undefined {
  if (value === undefined || value === null) return undefined;
  const word = typeof value === 'string' ? value.toUpperCase() : '';
  return word === 'TIMING' || word === 'IDLE' ? word : refuse('ModelArts.6336', 'type');
}
