import path from 'node:path';
import type { Clients } from '../../../connections/clients';
import type { Connections } from '../../../connections/connections';
import { type SaveBackend, Saves } from '../../../save/saves';
import { PendingFolder } from '../../../save/store/pendingFolder';
import type { SaveFolderOptions } from '../../../save/store/saveFolder';
import type { Clock } from '../../../util/clock';
import { type Disposable, disposeAll } from '../../../util/disposable';
import type { Logger } from '../../../util/logger';
import { settings } from '../../settings';
import { showSaveStatusBar } from './saveStatusBar';
import { warnOfStorage } from './warnOfStorage';

export interface FollowSavesOptions {
  readonly connections: Connections;
  readonly clients: Clients;
  /** Folder of the extension that outlives windows; saves have one of their own in it. */
  readonly storage: string;
  readonly loadClient: () => Promise<{
    createSaveBackend(options: Omit<SaveFolderOptions, 'files' | 'me'>): SaveBackend;
  }>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

/** So many saves that ended are kept. */
const MAX_ENDED_SAVES = 200;

/** The saves of all windows, the status bar, and the warning of a folder that takes no files. */
export function followSaves(options: FollowSavesOptions): Disposable & { readonly saves: Saves } {
  const { connections, clients, storage, loadClient, clock, random, log } = options;
  const folder = path.join(storage, 'saves');
  const pending = new PendingFolder(folder, clock);
  const find = (name: string) => connections.all.find((connection) => connection.name === name);
  const connected = {
    isKnown: (name: string) => find(name) !== undefined,
    isLasting: (name: string) => find(name)?.credentials !== 'demo',
  };
  const saves = new Saves({
    clientFor: clients.for,
    stopNotebook: async (connection, id, signal) => (await clients.for(connection)).stopNotebook(id, signal),
    load: async () =>
      (await loadClient()).createSaveBackend({ ...connected, folder, clock, log, maxEnded: () => MAX_ENDED_SAVES }),
    isAnyInProgress: pending.isAnyInProgress,
    followForMs: settings.followTimeoutMs,
    clock,
    log,
    random,
  });
  const parts = disposeAll([pending, saves, showSaveStatusBar(saves, clock), warnOfStorage(saves)]);
  return { saves, dispose: () => parts.dispose() };
}
