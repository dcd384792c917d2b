import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { fieldsOf, textOf } from '../../connections/fields';
import { endpointOf, readRemoteAuthority, type SshEndpoint, type SshTarget } from '../../model/sshEndpoint';
import type { Logger } from '../../util/logger';
import { oneLine } from '../../util/text';
import { findSsh, resolveWithSsh, type SshSetup } from './resolveWithSsh';

/**
 * Finds the host and port that this window is connected to with Remote-SSH. Runs the local SSH client once and caches the result for
 * the lifetime of the window. Falls back to the host in the URIs of the window's folders.
 */
export class WindowEndpoint {
  #resolved: Promise<SshEndpoint | undefined> | undefined;

  constructor(private readonly log: Logger) {}

  /** Resolves with undefined in a window without an SSH connection or with an unknown host. Never rejects. */
  async get(): Promise<SshEndpoint | undefined> {
    if (vscode.env.remoteName !== 'ssh-remote') return undefined;
    const targets = readRemoteAuthority(remoteAuthority());
    if (targets.length === 0) return undefined;
    this.#resolved ??= this.#resolve(targets);
    return this.#resolved;
  }

  async #resolve(targets: readonly SshTarget[]): Promise<SshEndpoint | undefined> {
    const setup = sshSetup();
    const ssh = await findSsh(setup);
    if (ssh === undefined) this.log.info('No SSH client was found. The host of this window is used unresolved.');
    for (const [index, target] of targets.entries()) {
      const isLast = index === targets.length - 1;
      const endpoint = ssh === undefined ? undefined : await this.#runSsh(ssh, target, setup);
      // The client returns a name that is not in its configuration as part of the host.
      if (endpoint && (isLast || !endpoint.host.includes(target.host.toLowerCase()))) return endpoint;
      if (isLast) return endpointOf(target);
    }
    return undefined;
  }

  async #runSsh(ssh: string, target: SshTarget, setup: SshSetup): Promise<SshEndpoint | undefined> {
    try {
      return await resolveWithSsh(ssh, target, setup);
    } catch (error) {
      this.log.warn(`The SSH client failed: ${oneLine(String(error), 300)}`);
      return undefined;
    }
  }
}

/** Reads the authority from the URIs of the window's folders and files, because VS Code's API does not expose it. */
function remoteAuthority(): string | undefined {
  const { workspaceFolders, workspaceFile, textDocuments } = vscode.workspace;
  const uris = [
    ...(workspaceFolders ?? []).map(({ uri }) => uri),
    workspaceFile,
    ...textDocuments.map(({ uri }) => uri),
  ];
  return uris.find((uri) => uri?.authority.startsWith('ssh-remote+'))?.authority;
}

function sshSetup(): SshSetup {
  const local = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  return {
    path: userSetting('path'),
    configFile: userSetting('configFile'),
    home: homedir(),
    folders: local.map(({ uri }) => uri.fsPath),
    environment: process.env,
    platform: process.platform,
  };
}

/**
 * Reads a Remote-SSH setting from the user's local settings only. Neither a workspace nor the remote host, whose settings count as
 * user settings in a remote window, may choose which program runs on this computer.
 */
function userSetting(key: string): string {
  // VS Code returns local and remote values separately; its type definitions do not declare them.
  const { globalValue, globalLocalValue, globalRemoteValue } = fieldsOf(
    vscode.workspace.getConfiguration('remote.SSH').inspect(key),
  );
  return textOf(globalRemoteValue === undefined ? globalValue : globalLocalValue) ?? '';
}
