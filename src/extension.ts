import path from 'node:path';
import * as vscode from 'vscode';
import { PendingFolder } from './save/folder/pendingFolder';
import { Saves } from './save/saves';
import { registerCommands } from './ui/commands';
import { connect } from './ui/connecting/connect';
import { offerDiagnosis } from './ui/diagnose/offerDiagnosis';
import { showImages } from './ui/images/showImages';
import { COMMANDS, LOG_CHANNEL } from './ui/ids';
import { isFromCode } from './ui/isFromCode';
import { offerLeaseReminder } from './ui/leases/offerLeaseReminder';
import { showNotebooks } from './ui/notebooks/showNotebooks';
import { saveCommands } from './ui/saving/saveCommands';
import { showSaveNotifications } from './ui/saving/saveNotification';
import { announceSaves } from './ui/saving/announceSaves';
import { showSaveStatusBar } from './ui/saving/saveStatusBar';
import { warnOfStorage } from './ui/saving/warnOfStorage';
import { showSaves } from './ui/saves/showSaves';
import { settings } from './ui/settings';
import { Demo } from './ui/startDemo';
import { systemClock } from './util/clock';
import { disposeAll } from './util/disposable';
import { lazy } from './util/lazy';

/** Builds everything in the order in which one needs the other. Loads nothing and asks nobody. */
export function activate(context: vscode.ExtensionContext): void {
  const clock = systemClock;
  const random = Math.random;
  const loadClient = lazy(() => import('./client'));
  const onDemand = lazy(() => import('./onDemand'));
  const log = vscode.window.createOutputChannel(LOG_CHANNEL, { log: true });
  const connecting = connect({ secrets: context.secrets, loadClient, onDemand, clock, random, log });
  const { connections, clients, serviceClocks } = connecting;
  const folder = path.join(context.globalStorageUri.fsPath, 'saves');
  const pending = new PendingFolder(folder);
  const find = (name: string) => connections.all.find((connection) => connection.name === name);
  const connected = {
    isKnown: (name: string) => find(name) !== undefined,
    isLasting: (name: string) => find(name)?.credentials !== 'demo',
  };
  const saves = new Saves({
    clientFor: clients.for,
    stopNotebook: async (connection, id, signal) => (await clients.for(connection)).stopNotebook(id, signal),
    load: async () => (await loadClient()).createFollowing({ ...connected, folder, clock, log, keep: () => 200 }),
    isAnyUnderWay: pending.isAnyUnderWay,
    followForMs: settings.followTimeoutMs,
    clock,
    log,
    random,
  });
  const demo = new Demo(connections, async () => {
    const { startEmulator } = await import('./emulator/index');
    // A save of six minutes takes about forty seconds.
    return startEmulator({ speed: 9 });
  });
  const serviceNow = serviceClocks.now;
  const common = { connections, clientFor: clients.for, saves, serviceNow, clock, log, onDemand };
  const images = showImages({ ...common, projectOf: clients.projectOf });
  const saving = saveCommands({ ...common, swrFor: clients.swr, answers: context.globalState }, onDemand);
  const shownSaves = showSaves({ saves, clock, onDemand, saveImage: saving[COMMANDS.saveImage] });
  const diagnosis = offerDiagnosis({ clients, onDemand, manifest: (): unknown => context.extension.packageJSON });
  const kept = context.workspaceState;
  const notebooks = showNotebooks({ ...common, kept });
  const actions = {
    ...saving,
    ...connecting.actions,
    ...notebooks.actions,
    [COMMANDS.startDemo]: () => demo.start(),
    [COMMANDS.refresh]: () => Promise.all([notebooks.refresh(), images.refresh()]),
    [COMMANDS.showLog]: () => log.show(),
    ...images.actions,
    ...shownSaves.actions,
    ...diagnosis.actions,
  };
  context.subscriptions.push(
    disposeAll([
      log,
      connecting,
      pending,
      saves,
      demo,
      notebooks,
      showSaveNotifications(saves, clock),
      showSaveStatusBar(saves, clock),
      announceSaves(saves, onDemand),
      warnOfStorage(saves),
      offerLeaseReminder({ ...common, notebooks: notebooks.known, answers: context.globalState }),
      images,
      shownSaves,
      diagnosis,
      registerCommands(actions, log, isFromCode, onDemand),
    ]),
  );
  // Once everybody listens.
  void saves.open();
}
