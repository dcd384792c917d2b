import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { readSshSettings, type SshEndpoint, type SshTarget } from '../../model/sshEndpoint';
import { after } from '../../util/after';

/** Which SSH client is asked, and with what. */
export interface SshSetup {
  /** `remote.SSH.path` of the user's settings; empty = the `ssh` on the search path. */
  readonly path: string;
  /** `remote.SSH.configFile` of the user's settings; empty = the client's own. */
  readonly configFile: string;
  readonly home: string;
  /** Local folders that are open in this window. No program in them is run. */
  readonly folders: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/** The configuration may run programs (`Match exec`) and resolve names, so an answer can take a moment. */
export const SSH_TIMEOUT_MS = 5000;

const MAX_OUTPUT_BYTES = 1_000_000;

/** Absolute path of the SSH client; undefined where there is none outside the folders of this window. */
export async function findSsh(setup: SshSetup): Promise<string | undefined> {
  const folders = await Promise.all(setup.folders.map(resolved));
  for (const candidate of candidates(setup)) {
    if (!path.isAbsolute(candidate) || !(await isProgram(candidate))) continue;
    const places = [candidate, await resolved(candidate)];
    if (![...folders, ...setup.folders].some((folder) => places.some((place) => isInside(place, folder)))) {
      return candidate;
    }
  }
  return undefined;
}

/**
 * Asks the client where it would connect to (`ssh -G`); nothing is connected. Runs it without a shell, in the home folder.
 *
 * @param ssh absolute path of the client
 * @throws what keeps the client from answering: it cannot be run, it refuses its configuration, or it takes too long
 */
export async function askSsh(
  ssh: string,
  target: SshTarget,
  { configFile, home }: Pick<SshSetup, 'configFile' | 'home'>,
): Promise<SshEndpoint | undefined> {
  const overdue = new AbortController();
  const limit = after(SSH_TIMEOUT_MS, () => overdue.abort());
  try {
    const { stdout } = await promisify(execFile)(ssh, sshArguments(target, configFile && atHome(configFile, home)), {
      cwd: home,
      encoding: 'utf8',
      signal: overdue.signal,
      killSignal: 'SIGKILL',
      maxBuffer: MAX_OUTPUT_BYTES,
      windowsHide: true,
    });
    return readSshSettings(stdout);
  } finally {
    limit.dispose();
  }
}

/** What the target says is stronger than the configuration, as on a command line that a person types. */
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
  if (/[\\/]/.test(configured)) return [atHome(configured, home)];
  const name = configured || (isWindows ? 'ssh.exe' : 'ssh');
  const folders = (environment['PATH'] ?? '').split(isWindows ? ';' : ':');
  // A window that was not started from a terminal may have a short search path.
  const usual = isWindows ? path.join(environment['SystemRoot'] ?? '', 'System32', 'OpenSSH') : '/usr/bin';
  return [...folders, usual].filter((folder) => folder !== '').map((folder) => path.join(folder, name));
}

/** `~` means the home folder, as in Remote-SSH's own reading of its settings. */
function atHome(file: string, home: string): string {
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

/** The place behind symbolic links; the path itself where there is nothing. */
async function resolved(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    return file;
  }
}

function isInside(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
