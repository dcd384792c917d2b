import * as vscode from 'vscode';
import type { Connection } from '../../connections/connection';
import { fieldsOf } from '../../util/text';
import { SETTINGS_SECTION } from '../ids';

type Entry = Readonly<Record<string, unknown>>;

/** Reads and writes the connection settings. Keeps entries and fields that it does not know. */
export const connectionSettings = {
  add: (entry: Entry): Thenable<void> => write([...entries(), entry]),
  remove: (name: string): Thenable<void> => write(entries().filter((each) => fieldsOf(each)['name'] !== name)),
  /** Replaces the entry with the same name. */
  replace: (entry: Entry): Thenable<void> =>
    write(entries().map((each) => (fieldsOf(each)['name'] === entry['name'] ? entry : each))),
  /** Returns the entry of this name, not validated; empty if there is none. */
  find: (name: string): Entry => fieldsOf(entries().find((each) => fieldsOf(each)['name'] === name)),
  /** Sets the connection in use: for the workspace if it already sets one, else for the user. */
  use: (name: string): Thenable<void> => {
    const inspected = section().inspect<string>('connection');
    const isOfWorkspace = inspected?.workspaceValue !== undefined && vscode.workspace.isTrusted;
    const { Global, Workspace } = vscode.ConfigurationTarget;
    return section().update('connection', name === '' ? undefined : name, isOfWorkspace ? Workspace : Global);
  },
};

/** Returns true for a connection from the user settings, false for the demo's and the environment's. */
export function isConfigured({ name }: Pick<Connection, 'name'>): boolean {
  return connectionSettings.find(name)['name'] === name;
}

function section(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(SETTINGS_SECTION);
}

function entries(): readonly unknown[] {
  const value = section().inspect<unknown>('connections')?.globalValue;
  return Array.isArray(value) ? value : [];
}

function write(connections: readonly unknown[]): Thenable<void> {
  return section().update('connections', connections, vscode.ConfigurationTarget.Global);
}
