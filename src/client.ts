import type { Following } from './save/following';
import { SaveRuns } from './save/saveRuns';
import { windowStore } from './save/windowStore';

// The second file that ships: everything that costs to load (undici, zod), or that only a request needs (files of keys,
// tokens, what follows a save), loaded at the first request.
export * from './api/createClients';
export { OpenConnections } from './connections/openConnections';

/** What follows saves and keeps them: asked for with the first save. */
export function createFollowing(): Following {
  return { SaveRuns, store: windowStore() };
}
