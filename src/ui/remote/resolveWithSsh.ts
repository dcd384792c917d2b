import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { readSshSettings, type SshEndpoint, type SshTarget } from '../../model/sshEndpoint';
import { after } from '../../util/clock';

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
export async function resolveWithSsh(
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
