import type { Lease, Notebook } from './notebook';
import type { World } from './world';

const HOUR = 3_600_000;

/** Created `hours` ago. */
export function born(world: World, hours: number): Pick<Notebook, 'createdAt' | 'updatedAt'> {
  const at = world.now() - hours * HOUR;
  return { createdAt: at, updatedAt: at };
}

/** A lease that has `hoursLeft` to go; undefined type = no lease. */
export function leaseOf(world: World, type: Lease['type'], hoursLeft: number): Lease | undefined {
  if (type === undefined) return undefined;
  const createdAt = world.now() - HOUR;
  return { createdAt, updatedAt: createdAt, durationMs: Math.round((hoursLeft + 1) * HOUR), enabled: true, type };
}
