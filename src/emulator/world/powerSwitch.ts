import type { Lease, Notebook } from './resources';
import type { World } from './world';

/** Starts a notebook: STARTING, then RUNNING. */
export function start(world: World, id: string, lease: Lease | undefined): void {
  world.alterNotebook(id, { status: 'STARTING', lease, failReason: undefined });
  world.schedule.plan(`power ${id}`, world.after(world.behavior.startMs), (at) => {
    if (world.notebooks.get(id)?.status !== 'STARTING') return;
    world.alterNotebook(id, { status: 'RUNNING' }, at);
    stopWhenLeaseEnds(world, id, at);
  });
}

/** Stops a notebook: STOPPING, then STOPPED. */
export function stop(world: World, id: string, from: number = world.now()): void {
  world.schedule.drop(`lease ${id}`);
  world.alterNotebook(id, { status: 'STOPPING' }, from);
  world.schedule.plan(`power ${id}`, world.after(world.behavior.stopMs, from), (at) => {
    if (world.notebooks.get(id)?.status === 'STOPPING') world.alterNotebook(id, { status: 'STOPPED' }, at);
  });
}

/** Schedules the stop at the end of a fixed lease. A lease that ends during a save takes effect after the save. */
export function stopWhenLeaseEnds(world: World, id: string, from: number = world.now()): void {
  const end = leaseEnd(world.notebooks.get(id));
  if (end === undefined) world.schedule.drop(`lease ${id}`);
  else {
    world.schedule.plan(`lease ${id}`, Math.max(end, from), (at) => {
      if (world.notebooks.get(id)?.status === 'RUNNING') stop(world, id, at);
    });
  }
}

/** Returns the end of a fixed lease. Idle leases restart with every use and never end in the emulator. */
function leaseEnd(notebook: Notebook | undefined): number | undefined {
  const lease = notebook?.lease;
  if (!lease?.enabled || lease.durationMs < 0 || lease.type === 'IDLE') return undefined;
  return lease.createdAt + lease.durationMs;
}
