import { type Call, param } from '../http/call';
import { refuse } from '../http/refusals';
import type { Notebook } from '../world/notebook';
import type { World } from '../world/world';

/**
 * Returns the notebook in the path.
 *
 * @throws RefusedCall ModelArts.6309 if it does not exist
 */
export function findNotebook(world: World, call: Call): Notebook {
  const notebook = world.behaviour.empty ? undefined : world.notebooks.get(param(call, 'id'));
  return notebook ?? refuse('ModelArts.6309');
}
