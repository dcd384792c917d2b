import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections';
import { VIEWS } from '../ids';
import { connectionSettings } from './connectionSettings';

/** Switches to the connection of this name and focuses the Notebooks view. */
export async function useConnection(connections: Connections, name: string): Promise<void> {
  const isTemporary = connections.all.some((each) => each.name === name && each.credentials === 'demo');
  if (!isTemporary) await connectionSettings.use(name);
  connections.preferTemporary(isTemporary);
  await vscode.commands.executeCommand(`${VIEWS.notebooks}.focus`);
}
