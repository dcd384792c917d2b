import * as vscode from 'vscode';
import { registerCommands, withHandlers } from './ui/commands';
import { registerConnections } from './ui/connections/register';
import { registerDiagnosis } from './ui/diagnostics/register';
import { GENERAL_COMMANDS, LOG_CHANNEL, ROW_COMMANDS } from './ui/ids';
import { registerImages } from './ui/images/register';
import { registerLeaseReminder } from './ui/leases/register';
import { registerNotebooks } from './ui/notebooks/register';
import { createSaves } from './ui/saves/createSaves';
import { announceSaves, showSaveProgress } from './ui/saves/progress/notifySaves';
import { registerSavesView } from './ui/saves/register';
import { Demo } from './ui/startDemo';
import { systemClock } from './util/clock';
import { disposeAll } from './util/disposable';
import { lazy } from './util/promises';

/**
 * Creates every module in dependency order: log channel, connections (reads settings and environment), saves, demo, the
 * three views, diagnosis, lease reminder, notifications, status bar items, commands. Then looks for saves in progress in
 * the extension's storage. Loads the other bundles and sends requests only if there are any, or if a view is visible.
 */
export function activate(context: vscode.ExtensionContext): void {
  const clock = systemClock;
  const loadClient = lazy(() => import('./chunks/client'));
  const loadUi = lazy(() => import('./chunks/ui'));
  const log = vscode.window.createOutputChannel(LOG_CHANNEL, { log: true });
  const services = { loadClient, clock, random: Math.random, log };
  const registeredConnections = registerConnections({ ...services, secrets: context.secrets, loadUi });
  const { connections, clients, serviceClocks } = registeredConnections;
  const createdSaves = createSaves({ ...services, connections, clients, storage: context.globalStorageUri.fsPath });
  const { saves } = createdSaves;
  const demo = new Demo(connections, async () => {
    const { startEmulator } = await import('./emulator/index');
    // A save of six minutes takes about forty seconds in the demo.
    return startEmulator({ speed: 9 });
  });
  const common = { connections, clientFor: clients.for, saves, serviceNow: serviceClocks.now, clock, log, loadUi };
  const [memento, answers] = [context.workspaceState, context.globalState];
  const notebooks = registerNotebooks({ ...common, memento });
  const images = registerImages({ ...common, memento, projectOf: clients.projectOf, notebooks: notebooks.known });
  const savesView = registerSavesView({ ...common, swrFor: clients.swr, answers });
  const diagnosis = registerDiagnosis({ clients, loadUi, manifest: (): unknown => context.extension.packageJSON });
  const commands = [
    ...registeredConnections.commands,
    ...notebooks.commands,
    ...images.commands,
    ...savesView.commands,
    ...withHandlers(ROW_COMMANDS, async () =>
      (await loadUi()).rowActions({ notebook: notebooks.actions, image: images.actions, save: savesView.actions }),
    ),
    ...withHandlers(GENERAL_COMMANDS, async () => ({
      saveImage: savesView.saveImage,
      startDemo: () => demo.start(),
      refresh: () => Promise.all([notebooks.refresh(), images.refresh()]),
      diagnose: diagnosis.diagnose,
      showLog: () => log.show(),
    })),
  ];
  const selections = { images: images.selection, saves: savesView.selection };
  context.subscriptions.push(
    disposeAll([
      log,
      registeredConnections,
      createdSaves,
      demo,
      notebooks,
      registerLeaseReminder({ ...common, notebooks: notebooks.known, answers }),
      announceSaves(saves, loadUi, images.reveal),
      showSaveProgress(saves, clock, loadUi),
      images,
      savesView,
      diagnosis,
      registerCommands(commands, { log, loadUi, selections, beforeRequest: clients.allowRetry }),
    ]),
  );
  // After all listeners are registered.
  void saves.open();
}
