import { type Answer, type Call, ok } from '../http/call';
import type { World } from '../world/world';
import { findNotebook } from './findNotebook';
import { notebookDetails } from './notebookWire';

/** GET /v1/{project_id}/notebooks/{id} */
export function showNotebook(world: World, call: Call): Answer {
  return ok(notebookDetails(world, findNotebook(world, call)));
}
