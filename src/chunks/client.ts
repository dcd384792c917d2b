import { hostname } from 'node:os';
import { SaveRuns } from '../save/saveRuns';
import type { SaveBackend } from '../save/saves';
import { disk, retryingFiles } from '../save/store/files';
import { SaveFolder, type SaveFolderOptions } from '../save/store/saveFolder';
import { codeOf } from '../util/nodeErrors';

// Entry point of the bundle that is loaded at the first request: modules that are slow to load (undici, zod) or that
// only requests need (key files, tokens, saves).
export * from '../api/createClients';
export { ConnectionClients } from '../connections/connectionClients';

/** Creates the backend of saves, which persists them in a folder shared by all windows. */
export function createSaveBackend(options: Omit<SaveFolderOptions, 'files' | 'thisWindow'>): SaveBackend {
  const thisWindow = { id: crypto.randomUUID(), host: hostname(), pid: process.pid, isRunning };
  return { SaveRuns, store: new SaveFolder({ ...options, files: retryingFiles(disk, options.clock), thisWindow }) };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM means that the process exists and belongs to another user.
    return codeOf(error) !== 'ESRCH';
  }
}
