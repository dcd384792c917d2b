import * as vscode from 'vscode';
import { isFromCode } from './ui/commandArguments';
import { registerCommands } from './ui/commands';
import { registerConnections } from './ui/connections/register';
import { registerDiagnosis } from './ui/diagnostics/register';
import { COMMANDS, LOG_CHANNEL } from './ui/ids';
import { registerImages } from './ui/images/register';
import { registerLeaseReminder } from './ui/leases/register';
import { registerNotebooks } from './ui/notebooks/register';
import { announceSaves } from './ui/saves/progress/announceSaves';
import { registerSaves } from './ui/saves/progress/register';
import { registerSaveNotification } from './ui/saves/progress/registerSaveNotification';
import { registerSavesView } from './ui/saves/register';
import { saveCommands } from './ui/saves/saveCommands';
import { Demo } from './ui/startDemo';
import { subjectCommands } from './ui/subjectCommands';
import { systemClock } from './util/clock';
import { disposeAll } from './util/disposable';
import { lazy } from './util/promises';

/** Creates every module in dependency order. Loads no bundle and sends no request. */
export function activate(context: vscode.ExtensionContext): void {
  const clock = systemClock;
  const random = Math.random;
  const loadClient = lazy(() => import('./chunks/client'));
  const loadUi = lazy(() => import('./chunks/ui'));
  const log = vscode.window.createOutputChannel(LOG_CHANNEL, { log: true });
  const connecting = registerConnections({ secrets: context.secrets, loadClient, loadUi, clock, random, log });
  const { connections, clients, serviceClocks } = connecting;
  const storage = context.globalStorageUri.fsPath;
  const following = registerSaves({ connections, clients, storage, loadClient, clock, random, log });
  const { saves } = following;
  const demo = new Demo(connections, async () => {
    const { startEmulator } = await import('./emulator/index');
    // A save of six minutes takes about forty seconds in the demo.
    return startEmulator({ speed: 9 });
  });
  const serviceNow = serviceClocks.now;
  const common = { connections, clientFor: clients.for, saves, serviceNow, clock, log, loadUi };
  const memento = context.workspaceState;
  const notebooks = registerNotebooks({ ...common, memento });
  const images = registerImages({ ...common, memento, projectOf: clients.projectOf, notebooks: notebooks.known });
  const saving = saveCommands({ ...common, swrFor: clients.swr, answers: context.globalState }, loadUi);
  const shownSaves = registerSavesView({ saves, clock, loadUi, saveImage: saving[COMMANDS.saveImage] });
  const diagnosis = registerDiagnosis({ clients, loadUi, manifest: (): unknown => context.extension.packageJSON });
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
    ...subjectCommands(notebooks.actions, images.actions, shownSaves.actions),
  };
  const selections = { images: images.selection, saves: shownSaves.selection };
  context.subscriptions.push(
    disposeAll([
      log,
      connecting,
      following,
      demo,
      notebooks,
      registerLeaseReminder({ ...common, notebooks: notebooks.known, answers: context.globalState }),
      announceSaves(saves, loadUi, images.reveal),
      registerSaveNotification(saves, clock, loadUi),
      images,
      shownSaves,
      diagnosis,
      registerCommands(actions, log, isFromCode, loadUi, clients.allowOne, selections),
    ]),
  );
  // After all listeners are registered.
  void saves.open();
}
