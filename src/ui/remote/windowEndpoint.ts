import * as vscode from 'vscode';
import { resolveSshHost } from '../../model/sshConfig';
import { readRemoteAuthority, type SshEndpoint } from '../../model/sshEndpoint';
import { readSshConfig } from './readSshConfig';

/**
 * Where this window is connected to by Remote-SSH, as the configuration of the SSH client on this side says; undefined for a
 * window that is not. Reads files at each call, so that a change counts at once; runs nothing.
 */
export async function windowEndpoint(): Promise<SshEndpoint | undefined> {
  if (vscode.env.remoteName !== 'ssh-remote') return undefined;
  const host = readRemoteAuthority(remoteAuthority());
  return host === undefined ? undefined : resolveSshHost(host, await readSshConfig(configFile()));
}

/** The window's folders and files name it; VS Code's API does not. */
function remoteAuthority(): string | undefined {
  const { workspaceFolders, workspaceFile, textDocuments } = vscode.workspace;
  const places = [
    ...(workspaceFolders ?? []).map(({ uri }) => uri),
    workspaceFile,
    ...textDocuments.map(({ uri }) => uri),
  ];
  return places.find((uri) => uri?.authority.startsWith('ssh-remote+'))?.authority;
}

/** Of Remote-SSH's own setting, else the client's usual one. */
function configFile(): string {
  const configured: unknown = vscode.workspace.getConfiguration('remote.SSH').get('configFile');
  return typeof configured === 'string' && configured !== '' ? configured : '~/.ssh/config';
}
