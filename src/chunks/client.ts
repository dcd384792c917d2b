import { hostname } from 'node:os';
import { SaveRuns } from '../save/saveRuns';
import type { Following } from '../save/saves';
import { disk } from '../save/store/files';
import { retryingFiles } from '../save/store/retryingFiles';
import { SaveFolder, type SaveFolderOptions } from '../save/store/saveFolder';
import { codeOf } from '../util/codeOf';

// The second file that ships: everything that costs to load (undici, zod), or that only a request needs (files of keys,
// tokens, what follows a save), loaded at the first request.
export * from '../api/createClients';
export { OpenConnections } from '../connections/openConnections';

/** What follows saves, and keeps them in a folder that all windows share: asked for with the first save. */
export function createFollowing(options: Omit<SaveFolderOptions, 'files' | 'me'>): Following {
  const me = { id: crypto.randomUUID(), host: hostname(), pid: process.pid, isRunning };
  return { SaveRuns, store: new SaveFolder({ ...options, files: retryingFiles(disk, options.clock), me }) };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is one all the same.
    return codeOf(error) !== 'ESRCH';
  }
}
