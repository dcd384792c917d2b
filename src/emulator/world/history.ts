import type { Lease, Notebook } from './notebook';
import type { World } from './world';

const HOUR = 3_600_000;

/** Returns the dates of a notebook created `hours` ago. */
export function createdHoursAgo(world: World, hours: number): Pick<Notebook, 'createdAt' | 'updatedAt'> {
  const at = world.now() - hours * HOUR;
  return { createdAt: at, updatedAt: at };
}

/** Returns a lease that ends in `hoursLeft`, or undefined without a type. */
export function leaseOf(world: World, type: Lease['type'], hoursLeft: number): Lease | undefined {
  if (type === undefined) return undefined;
  const createdAt = world.now() - HOUR;
  return { createdAt, updatedAt: createdAt, durationMs: Math.round((hoursLeft + 1) * HOUR), enabled: true, type };
}
