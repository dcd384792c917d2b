import * as vscode from 'vscode';
import type { Connection } from '../../connections/connection';
import { fieldsOf } from '../../connections/fields';
import { SETTINGS_SECTION } from '../ids';

type Entry = Readonly<Record<string, unknown>>;

/** Writes the person's own connections, and which one is in use. What is written there by hand stays as it is. */
export const connectionSettings = {
  add: (entry: Entry): Thenable<void> => write([...entries(), entry]),
  remove: (name: string): Thenable<void> => write(entries().filter((each) => fieldsOf(each)['name'] !== name)),
  /** Takes the place of the entry of its name. */
  replace: (entry: Entry): Thenable<void> =>
    write(entries().map((each) => (fieldsOf(each)['name'] === entry['name'] ? entry : each))),
  /** The entry of this name as it is written. */
  find: (name: string): Entry => fieldsOf(entries().find((each) => fieldsOf(each)['name'] === name)),
  /** Where a workspace has chosen, it chooses anew; else the person does, for every window. */
  use: (name: string): Thenable<void> => {
    const inspected = section().inspect<string>('connection');
    const isOfWorkspace = inspected?.workspaceValue !== undefined && vscode.workspace.isTrusted;
    const { Global, Workspace } = vscode.ConfigurationTarget;
    return section().update('connection', name === '' ? undefined : name, isOfWorkspace ? Workspace : Global);
  },
};

/** True for one that stands in the settings: the demo's and the environment's have credentials of their own. */
export function isConfigured({ name }: Pick<Connection, 'name'>): boolean {
  return connectionSettings.find(name)['name'] === name;
}

function section(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(SETTINGS_SECTION);
}

function entries(): readonly unknown[] {
  const written = section().inspect<unknown>('connections')?.globalValue;
  return Array.isArray(written) ? written : [];
}

function write(connections: readonly unknown[]): Thenable<void> {
  return section().update('connections', connections, vscode.ConfigurationTarget.Global);
}
