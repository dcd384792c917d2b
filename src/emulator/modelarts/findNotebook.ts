import { type Call, param } from '../http/call';
import { refuse } from '../http/refusals';
import type { Notebook } from '../world/notebook';
import type { World } from '../world/world';

/**
 * The notebook that the path names.
 *
 * @throws RefusedCall ModelArts.6309 when there is none
 */
export function findNotebook(world: World, call: Call): Notebook {
  const notebook = world.behaviour.empty ? undefined : world.notebooks.get(param(call, 'id'));
  return notebook ?? refuse('ModelArts.6309');
}
