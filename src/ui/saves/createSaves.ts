import path from 'node:path';
import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections';
import type { LazyClients } from '../../connections/lazyClients';
import { type SaveBackend, Saves } from '../../save/saves';
import type { StorageError } from '../../save/store/files';
import { PendingFolder } from '../../save/store/pendingFolder';
import type { SaveFolderOptions } from '../../save/store/saveFolder';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { oneLine } from '../../util/text';
import { CONTEXT } from '../ids';
import { settings } from '../settings';
import { notify } from '../text/notify';
import { registerSaveStatusBar } from './progress/saveStatusBar';

/** Dependencies of {@link createSaves}. */
export interface CreateSavesOptions {
  readonly connections: Connections;
  readonly clients: LazyClients;
  /** The extension's global storage folder; saves are stored in its `saves` subfolder. */
  readonly storage: string;
  readonly loadClient: () => Promise<{
    createSaveBackend(options: Omit<SaveFolderOptions, 'files' | 'thisWindow'>): SaveBackend;
  }>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

/** The number of ended saves that are stored. */
const MAX_ENDED_SAVES = 200;

/**
 * Creates the store of saves shared by all windows, its status bar item, and the warning if the folder cannot be used.
 */
export function createSaves(options: CreateSavesOptions): Disposable & { readonly saves: Saves } {
  const { connections, clients, storage, loadClient, clock, random, log } = options;
  const folder = path.join(storage, 'saves');
  const pending = new PendingFolder(folder, clock);
  const findConnection = (name: string) => connections.all.find((connection) => connection.name === name);
  const ofWindow = {
    isKnown: (name: string) => findConnection(name) !== undefined,
    isLasting: (name: string) => findConnection(name)?.credentials !== 'demo',
    // Sets the value that the key already has: only the response matters.
    pingWindow: () => vscode.commands.executeCommand('setContext', CONTEXT.hasSaves, saves.list.length > 0),
  };
  const saves: Saves = new Saves({
    clientFor: clients.for,
    stopNotebook: async (connection, id, signal) => (await clients.for(connection)).stopNotebook(id, signal),
    load: async () =>
      (await loadClient()).createSaveBackend({ ...ofWindow, folder, clock, log, maxEnded: () => MAX_ENDED_SAVES }),
    isAnyInProgress: pending.isAnyInProgress,
    followForMs: settings.followTimeoutMs,
    clock,
    log,
    random,
  });
  const parts = disposeAll([pending, saves, registerSaveStatusBar(saves, clock), warnAboutStorage(saves)]);
  return { saves, dispose: () => parts.dispose() };
}

/**
 * Warns once that saves cannot be stored and will be forgotten when the window closes. They are still followed.
 */
function warnAboutStorage(saves: Saves): Disposable {
  return saves.onDidStorageFail((error) => void notify.warning(warning(error)));
}

function warning({ reason, code, folder: path }: StorageError): string {
  const folder = oneLine(path, 300);
  switch (reason) {
    case 'full':
      return vscode.l10n.t(
        'The disk is full, so saves are followed only in this window and forgotten when it closes. Free up space for {folder}.',
        { folder },
      );
    case 'readOnly':
      return vscode.l10n.t(
        "Can't write to {folder} ({code}). Saves are followed only in this window and forgotten when it closes.",
        { folder, code: code ?? '' },
      );
    case 'other':
      return vscode.l10n.t(
        "Can't use {folder} ({code}). Saves are followed only in this window and forgotten when it closes.",
        { folder, code: code ?? '' },
      );
  }
}
