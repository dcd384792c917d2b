import * as vscode from 'vscode';
import { type Connection, DEMO_CONNECTION } from '../../connections/connection';
import type { Connections } from '../../connections/connections';
import type { ConnectionProblem } from '../../connections/readConnections';
import { oneLine } from '../../util/text';
import { commandId, SETTINGS_SECTION, VIEWS } from '../ids';
import { notify } from '../text/notify';
import { ONLY_STEP } from '../wizard/answer';
import { askPick, type PickButton, type PickRow } from '../wizard/pickStep';
import { runFlow } from '../wizard/runFlow';
import { type ConnectionDeps, contextOf } from './connectContext';
import { connectionOf, EMPTY_DRAFT, entryOf, secretOf } from './connectionDraft';
import { connectionSettings, isConfigured } from './connectionSettings';
import { connectSteps } from './connectSteps';
import { connectionPickRow } from './pickConnection';
import { deleteSecret, removeUnusedSecret, storeSecret, unusedSecretRows } from './storeSecret';
import { updateCredentialsCommand } from './updateCredentials';

/** The value of a row or button: what it does. */
type Action = () => unknown;
type Row = PickRow<Action>;

/**
 * Lists the connections with their states. Enter switches to a connection; the row buttons update its credentials or remove it.
 * Resolves when the chosen action has finished or the user cancels.
 */
export async function manageConnectionsCommand(options: ConnectionDeps): Promise<void> {
  const rows = await rowsOf(options);
  const { current } = options.connections;
  const inUse = rows.find(({ label }) => current && label === oneLine(current.name, 100))?.value;
  const answer = await askPick<Action>({
    ...ONLY_STEP,
    title: vscode.l10n.t('Manage Connections'),
    placeholder: vscode.l10n.t('Select the connection to use'),
    rows,
    isActive: (action) => action === inUse,
  });
  if (answer.kind === 'next') await answer.value();
}

async function rowsOf(options: ConnectionDeps): Promise<readonly Row[]> {
  const { connections } = options;
  const unused = (await unusedSecretRows(options)).map((row): Row => {
    const remove = async (): Promise<void> => row.value && removeUnusedSecret(options, row.value);
    return { ...row, value: remove, buttons: [removeButton(vscode.l10n.t('Delete Credentials'), remove)] };
  });
  return [
    ...connections.all.map((each): Row => {
      const value = (): Promise<void> => useConnection(connections, each.name);
      return {
        ...connectionPickRow(options, each),
        value,
        buttons: isConfigured(each) ? buttonsOf(options, each) : [],
      };
    }),
    ...connections.problems.map(problemRow),
    ...unused,
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      icon: 'add',
      label: vscode.l10n.t('Add Connection...'),
      value: () => vscode.commands.executeCommand(commandId('addConnection')),
    },
  ];
}

function buttonsOf(options: ConnectionDeps, connection: Connection): readonly PickButton<Action>[] {
  return [
    {
      iconPath: new vscode.ThemeIcon('key'),
      tooltip: vscode.l10n.t('Update Credentials'),
      value: () => updateCredentialsCommand(options, connection.name),
    },
    removeButton(vscode.l10n.t('Remove Connection'), () => remove(options, connection)),
  ];
}

function removeButton(tooltip: string, value: Action): PickButton<Action> {
  return { iconPath: new vscode.ThemeIcon('trash'), tooltip, value };
}

/** A row for an invalid entry of the settings. */
function problemRow({ name, index, field }: ConnectionProblem): Row {
  return {
    icon: 'warning',
    label: oneLine(name ?? vscode.l10n.t('Entry {number}', { number: index + 1 }), 100),
    description: vscode.l10n.t('Open Settings'),
    detail:
      name === DEMO_CONNECTION
        ? vscode.l10n.t('The name {name} is reserved for the demo. Rename this connection in the settings.', { name })
        : vscode.l10n.t("Can't be used: {field} is missing or invalid in the settings.", { field }),
    value: () => vscode.commands.executeCommand('workbench.action.openSettings', `${SETTINGS_SECTION}.connections`),
  };
}

/** Removes a connection from the settings and deletes its secret, after the user confirms. Nothing changes in the cloud. */
async function remove({ secrets }: ConnectionDeps, connection: Connection): Promise<void> {
  if (!(await isConfirmed(connection))) return;
  const { name } = connection;
  const isChosen = vscode.workspace.getConfiguration(SETTINGS_SECTION).get('connection') === name;
  await connectionSettings.remove(name);
  await deleteSecret(secrets, name);
  if (isChosen) await connectionSettings.use('');
}

async function isConfirmed({ name, credentials }: Connection): Promise<boolean> {
  const removeLabel = vscode.l10n.t('Remove');
  const answer = await notify.question(
    vscode.l10n.t('Remove the connection {connection}?', { connection: oneLine(name, 60) }),
    credentials === 'stored'
      ? vscode.l10n.t(
          "Its keys or password will be deleted from this computer's keyring. Notebooks and images aren't affected.",
        )
      : vscode.l10n.t("Its entry in the settings will be deleted. Keys, notebooks, and images aren't affected."),
    removeLabel,
  );
  return answer === removeLabel;
}

/** Runs the connection wizard, saves the connection and switches to it. Resolves with its name, or undefined if canceled. */
export async function addConnectionCommand(options: ConnectionDeps): Promise<string | undefined> {
  const context = contextOf(options, vscode.l10n.t('Add Connection'), undefined);
  const draft = await runFlow(EMPTY_DRAFT, (each) => connectSteps(context, each));
  if (!draft) return undefined;
  await storeSecret(options.secrets, connectionOf(draft), secretOf(draft), () =>
    connectionSettings.add(entryOf(draft)),
  );
  await useConnection(options.connections, draft.name);
  return draft.name;
}

/** Switches to the connection of this name and focuses the Notebooks view. */
async function useConnection(connections: Connections, name: string): Promise<void> {
  const isTemporary = connections.all.some((each) => each.name === name && each.credentials === 'demo');
  if (!isTemporary) await connectionSettings.use(name);
  connections.preferTemporary(isTemporary);
  await vscode.commands.executeCommand(`${VIEWS.notebooks}.focus`);
}
