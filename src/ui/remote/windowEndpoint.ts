import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { fieldsOf, textOf } from '../../connections/fields';
import { endpointOf, readRemoteAuthority, type SshEndpoint, type SshTarget } from '../../model/sshEndpoint';
import type { Logger } from '../../util/logger';
import { oneLine } from '../../util/text';
import { askSsh, findSsh, type SshSetup } from './askSsh';

/**
 * Finds where this window is connected to by Remote-SSH. The SSH client of this side is asked once; its answer holds for as long as
 * the window does. Where it gives none, the address in the window's folders counts as it is.
 */
export class WindowEndpoint {
  #asked: Promise<SshEndpoint | undefined> | undefined;

  constructor(private readonly log: Logger) {}

  /** Undefined in a window that is not connected by SSH, or that does not say to which host. Never rejects. */
  async get(): Promise<SshEndpoint | undefined> {
    if (vscode.env.remoteName !== 'ssh-remote') return undefined;
    const targets = readRemoteAuthority(remoteAuthority());
    if (targets.length === 0) return undefined;
    this.#asked ??= this.#resolve(targets);
    return this.#asked;
  }

  async #resolve(targets: readonly SshTarget[]): Promise<SshEndpoint | undefined> {
    const setup = sshSetup();
    const ssh = await findSsh(setup);
    if (ssh === undefined) this.log.info('No SSH client was found: the host of this window counts as it is.');
    for (const [index, target] of targets.entries()) {
      const isLast = index === targets.length - 1;
      const endpoint = ssh === undefined ? undefined : await this.#ask(ssh, target, setup);
      // A name that the configuration does not know comes back as part of the answer.
      if (endpoint && (isLast || !endpoint.host.includes(target.host.toLowerCase()))) return endpoint;
      if (isLast) return endpointOf(target);
    }
    return undefined;
  }

  async #ask(ssh: string, target: SshTarget, setup: SshSetup): Promise<SshEndpoint | undefined> {
    try {
      return await askSsh(ssh, target, setup);
    } catch (error) {
      this.log.warn(`The SSH client gave no answer: ${oneLine(String(error), 300)}`);
      return undefined;
    }
  }
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
 * A setting of Remote-SSH by the user's own settings on this computer. Neither a workspace nor the host on the other side, whose
 * settings count among the user's in a remote window, may say which program runs here.
 */
function userSetting(key: string): string {
  // VS Code tells both sides apart; its type definitions do not.
  const { globalValue, globalLocalValue, globalRemoteValue } = fieldsOf(
    vscode.workspace.getConfiguration('remote.SSH').inspect(key),
  );
  return textOf(globalRemoteValue === undefined ? globalValue : globalLocalValue) ?? '';
}
