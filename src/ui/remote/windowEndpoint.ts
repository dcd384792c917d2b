import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import {
  endpointOf,
  readRemoteAuthority,
  readSshSettings,
  type SshEndpoint,
  type SshTarget,
} from '../../model/sshEndpoint';
import { after } from '../../util/clock';
import type { Logger } from '../../util/logger';
import { fieldsOf, oneLine, textOf } from '../../util/text';

/**
 * Finds the host and port that this window is connected to with Remote-SSH. Runs the local SSH client once and caches
 * the result for the lifetime of the window. Falls back to the host in the URIs of the window's folders.
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

/** Configuration of the SSH client and of the search for it. */
export interface SshSetup {
  /** `remote.SSH.path` of the user's settings; empty = the `ssh` on the search path. */
  readonly path: string;
  /** `remote.SSH.configFile` of the user's settings; empty = the client's own. */
  readonly configFile: string;
  readonly home: string;
  /** Local folders open in this window. No program in them is run. */
  readonly folders: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/** Time limit. The client can be slow, because its configuration may run programs (`Match exec`) and resolve names. */
export const SSH_TIMEOUT_MS = 5000;

const MAX_OUTPUT_BYTES = 1_000_000;

/** Resolves with the absolute path of the SSH client; undefined if there is none outside the folders of this window. */
export async function findSsh(setup: SshSetup): Promise<string | undefined> {
  const folders = await Promise.all(setup.folders.map(resolveLinks));
  for (const candidate of candidates(setup)) {
    if (!path.isAbsolute(candidate) || !(await isProgram(candidate))) continue;
    const paths = [candidate, await resolveLinks(candidate)];
    if (![...folders, ...setup.folders].some((folder) => paths.some((each) => isInside(each, folder)))) {
      return candidate;
    }
  }
  return undefined;
}

/**
 * Resolves a target by the SSH client's configuration (`ssh -G`), without connecting. Runs the client without a shell, in the home
 * folder.
 *
 * @param ssh absolute path of the client
 * @throws the error of `execFile` when the client cannot be run, rejects its configuration or exceeds {@link SSH_TIMEOUT_MS}
 */
async function resolveWithSsh(
  ssh: string,
  target: SshTarget,
  { configFile, home }: Pick<SshSetup, 'configFile' | 'home'>,
): Promise<SshEndpoint | undefined> {
  const timeout = new AbortController();
  const timer = after(SSH_TIMEOUT_MS, () => timeout.abort());
  try {
    const { stdout } = await promisify(execFile)(
      ssh,
      sshArguments(target, configFile && expandHome(configFile, home)),
      {
        cwd: home,
        encoding: 'utf8',
        signal: timeout.signal,
        killSignal: 'SIGKILL',
        maxBuffer: MAX_OUTPUT_BYTES,
        windowsHide: true,
      },
    );
    return readSshSettings(stdout);
  } finally {
    timer.dispose();
  }
}

/** Returns the client's arguments. Port and user of the target override the configuration, as on any command line. */
export function sshArguments({ host, port, user }: SshTarget, configFile: string): readonly string[] {
  return [
    ...(configFile === '' ? [] : ['-F', configFile]),
    ...(port === undefined ? [] : ['-p', String(port)]),
    ...(user === undefined ? [] : ['-l', user]),
    '-G',
    '--',
    host,
  ];
}

function candidates({ path: configured, home, environment, platform }: SshSetup): readonly string[] {
  const isWindows = platform === 'win32';
  if (/[\\/]/.test(configured)) return [expandHome(configured, home)];
  const name = configured || (isWindows ? 'ssh.exe' : 'ssh');
  const folders = (environment['PATH'] ?? '').split(isWindows ? ';' : ':');
  // A window that was not started from a terminal may have an incomplete search path.
  const standardFolder = isWindows ? path.join(environment['SystemRoot'] ?? '', 'System32', 'OpenSSH') : '/usr/bin';
  return [...folders, standardFolder].filter((folder) => folder !== '').map((folder) => path.join(folder, name));
}

/** Expands `~`, as Remote-SSH does in its settings. */
function expandHome(file: string, home: string): string {
  return file.replace(/^~(?=[\\/])/, () => home);
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** Resolves symbolic links; returns the path unchanged if it does not exist. */
async function resolveLinks(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    return file;
  }
}

function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
