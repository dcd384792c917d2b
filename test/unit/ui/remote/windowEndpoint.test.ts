import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SshEndpoint } from '../../../../src/model/sshEndpoint';
import {
  findSsh,
  SSH_TIMEOUT_MS,
  type SshSetup,
  sshArguments,
  WindowEndpoint,
} from '../../../../src/ui/remote/windowEndpoint';
import { silentLogger } from '../../../../src/util/logger';
import { screen } from '../../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../../support/vscodeStub'));

/** Connects the window to a remote; the authorities are those of its folders. */
function connect(remoteName: string | undefined, authorities: readonly string[] | undefined): void {
  screen.remoteName = remoteName;
  screen.folders = authorities?.map((authority) => ({ scheme: 'vscode-remote', authority }));
}

/** Sets Remote-SSH settings, each as the result of `inspect()`. */
function configure(settings: Readonly<Record<string, object>>): void {
  screen.inspected = Object.fromEntries(Object.entries(settings).map(([key, values]) => [`remote.SSH.${key}`, values]));
}

/** Creates a temporary folder with these files; those in `bin` are executable. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-')));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text, { mode: name.startsWith('bin/') ? 0o700 : 0o600 });
  }
  return folder;
}

/** An SSH client that records its folder and arguments, one per line, and resolves one alias. */
const RECORDING = `#!/bin/sh
{ pwd; printf '%s\\n' "$@"; echo; } >> "$(dirname "$0")/../calls"
for last; do :; done
case "$last" in
  nb) printf 'user ma-user\\nhostname Dev.example.com\\nport 31205\\n' ;;
  *) printf 'user ada\\nhostname %s\\nport 22\\n' "$last" ;;
esac
`;

/** Connects the window by SSH and puts the recording client on the search path. */
function connectedTo(authority: string): { readonly home: string; readonly calls: () => readonly string[][] } {
  const folder = folderWith({ 'bin/ssh': RECORDING, 'home/.keep': '' });
  vi.stubEnv('PATH', `${path.join(folder, 'bin')}:${process.env['PATH']}`);
  vi.stubEnv('HOME', path.join(folder, 'home'));
  connect('ssh-remote', [authority]);
  const calls = (): readonly string[][] => {
    const file = path.join(folder, 'calls');
    const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
    return text
      .split('\n\n')
      .filter(Boolean)
      .map((call) => call.split('\n'));
  };
  return { home: path.join(folder, 'home'), calls };
}

const endpoint = (): Promise<SshEndpoint | undefined> => new WindowEndpoint(silentLogger).get();
const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex');

beforeEach(() => screen.clear());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** The fake clients are `sh` scripts. */
const canRunScripts = process.platform !== 'win32';

describe.runIf(canRunScripts)('WindowEndpoint', () => {
  test.each([
    ['an alias', 'nb'],
    ['an alias in hexadecimal JSON', hex('{"hostName":"nb"}')],
    ['an alias with escaped characters', '\\x6eb'],
    ['an alias with percent-encoded characters', '%6eb'],
  ])('returns what the SSH client resolves for %s', async (_form, target) => {
    const { home, calls } = connectedTo(`ssh-remote+${target}`);
    expect(await endpoint()).toEqual({ host: 'dev.example.com', port: 31205, user: 'ma-user' });
    expect(calls()).toEqual([[home, '-G', '--', 'nb']]);
  });

  test('passes port and user of the authority to the SSH client', async () => {
    const { home, calls } = connectedTo(`ssh-remote+${hex('{"hostName":"nb","user":"ada","port":40999}')}`);
    await endpoint();
    expect(calls()).toEqual([[home, '-p', '40999', '-l', 'ada', '-G', '--', 'nb']]);
  });

  test('runs the SSH client once per window', async () => {
    const { calls } = connectedTo('ssh-remote+nb');
    const window = new WindowEndpoint(silentLogger);
    const endpoints = await Promise.all([window.get(), window.get()]);
    endpoints.push(await window.get());
    expect(new Set(endpoints).size).toBe(1);
    expect(calls()).toHaveLength(1);
  });

  test('uses an open file in a window without a folder, even if it is opened later', async () => {
    connectedTo('');
    screen.folders = undefined;
    const window = new WindowEndpoint(silentLogger);
    expect(await window.get()).toBeUndefined();
    screen.documents = ['', 'ssh-remote+nb'].map((authority) => ({ uri: { authority } }));
    expect(await window.get()).toMatchObject({ host: 'dev.example.com', port: 31205 });
  });

  test.each([
    [undefined, ['ssh-remote+nb']],
    ['wsl', ['wsl+Ubuntu']],
    ['ssh-remote', undefined],
    ['ssh-remote', ['ssh-remote+-oProxyCommand=id']],
    ['ssh-remote', [`ssh-remote+${hex('{"hostName":"-F/tmp/config"}')}`]],
  ])('returns no endpoint for the remote %j and the folders %j, and runs no program', async (remoteName, folders) => {
    const { calls } = connectedTo('');
    connect(remoteName, folders);
    expect(await endpoint()).toBeUndefined();
    expect(calls()).toEqual([]);
  });

  test.each([
    ['is missing', '/nowhere/ssh'],
    ['is a folder', os.tmpdir()],
    ['is named by a relative path', 'bin/ssh'],
  ])('falls back to host and port of the authority when the SSH client %s', async (_what, program) => {
    const { calls } = connectedTo('ssh-remote+ma-user@Dev.example.com:31205');
    configure({ path: { globalValue: program } });
    expect(await endpoint()).toEqual({ host: 'dev.example.com', port: 31205, user: 'ma-user' });
    expect(calls()).toEqual([]);
  });

  test.each([
    ['rejects its configuration', 'echo "Bad configuration option" >&2; exit 255'],
    ['prints something else', 'echo usage: ssh'],
    [
      'writes endlessly',
      'while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done',
    ],
  ])('falls back to host and port of the authority when the SSH client %s', async (_what, script) => {
    const folder = folderWith({ 'bin/ssh': `#!/bin/sh\n${script}\n` });
    connectedTo('ssh-remote+dev.example.com:31205');
    configure({ path: { globalValue: path.join(folder, 'bin/ssh') } });
    expect(await endpoint()).toEqual({ host: 'dev.example.com', port: 31205, user: undefined });
  });

  test('falls back to host and port of the authority when the client or its child process hangs', async () => {
    const folder = folderWith({
      'bin/ssh': '#!/bin/sh\ntrap "" TERM\n: > "$(dirname "$0")/started"\nread never < "$(dirname "$0")/pipe"\n',
    });
    execFileSync('mkfifo', [path.join(folder, 'bin/pipe')]);
    connectedTo('ssh-remote+dev.example.com');
    configure({ path: { globalValue: path.join(folder, 'bin/ssh') } });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const resolved = endpoint();
    await vi.waitFor(() => expect(fs.existsSync(path.join(folder, 'bin/started'))).toBe(true));
    await vi.advanceTimersByTimeAsync(SSH_TIMEOUT_MS);
    expect(await resolved).toEqual({ host: 'dev.example.com', port: 22, user: undefined });
  });
});

describe.runIf(canRunScripts)('the settings of Remote-SSH', () => {
  test('the settings choose the SSH client and its configuration file', async () => {
    const { home } = connectedTo('ssh-remote+nb');
    const folder = folderWith({ 'bin/ssh': RECORDING });
    configure({
      path: { globalValue: path.join(folder, 'bin/ssh') },
      configFile: { globalValue: '~/elsewhere' },
    });
    await endpoint();
    expect(fs.readFileSync(path.join(folder, 'calls'), 'utf8').split('\n')).toEqual(
      expect.arrayContaining(['-F', path.join(home, 'elsewhere')]),
    );
  });

  test.each([
    ['a workspace', { workspaceValue: '/evil' }],
    ['a folder', { workspaceFolderValue: '/evil' }],
    ['the remote host', { globalValue: '/evil', globalRemoteValue: '/evil', globalLocalValue: undefined }],
    ['a value that is not a string', { globalValue: ['/evil'] }],
  ])('the settings are ignored when set by %s', async (_who, values) => {
    const { home, calls } = connectedTo('ssh-remote+nb');
    configure({ path: values, configFile: values });
    await endpoint();
    expect(calls()).toEqual([[home, '-G', '--', 'nb']]);
  });

  test('the local settings apply when the remote host has its own', async () => {
    const { home, calls } = connectedTo('ssh-remote+nb');
    configure({ configFile: { globalValue: '/evil', globalRemoteValue: '/evil', globalLocalValue: '/mine' } });
    await endpoint();
    expect(calls()).toEqual([[home, '-F', '/mine', '-G', '--', 'nb']]);
  });
});

describe.runIf(canRunScripts)('findSsh', () => {
  const setup = (overrides: Partial<SshSetup>): SshSetup => ({
    path: '',
    configFile: '',
    home: os.homedir(),
    folders: [],
    environment: {},
    platform: process.platform,
    ...overrides,
  });

  test('returns the first ssh on PATH that is outside the workspace folders', async () => {
    const open = folderWith({ 'bin/ssh': RECORDING });
    const link = folderWith({});
    fs.symlinkSync(path.join(open, 'bin/ssh'), path.join(link, 'ssh'));
    const other = folderWith({ 'bin/ssh': RECORDING });
    const searchPath = ['', '.', 'bin', path.join(open, 'bin'), link, path.join(other, 'bin')];
    const found = await findSsh(setup({ environment: { PATH: searchPath.join(':') }, folders: [open] }));
    expect(found).toBe(path.join(other, 'bin/ssh'));
  });

  test('ignores a client in a folder of the window, even if the settings name it', async () => {
    const open = folderWith({ 'bin/ssh': RECORDING });
    expect(await findSsh(setup({ path: path.join(open, 'bin/ssh'), folders: [open] }))).toBeUndefined();
    expect(await findSsh(setup({ path: path.join(open, 'bin/ssh'), folders: ['/'] }))).toBeUndefined();
  });

  test('expands ~ and finds a client by name on the search path', async () => {
    const home = folderWith({ 'bin/ssh': RECORDING, 'bin/my-ssh': RECORDING });
    expect(await findSsh(setup({ home, path: '~/bin/ssh' }))).toBe(path.join(home, 'bin/ssh'));
    const environment = { PATH: path.join(home, 'bin') };
    expect(await findSsh(setup({ home, path: 'my-ssh', environment }))).toBe(path.join(home, 'bin/my-ssh'));
  });

  test('returns ssh.exe on Windows', async () => {
    const folder = folderWith({ 'bin/ssh': RECORDING, 'bin/ssh.exe': RECORDING });
    const environment = { PATH: `C:\\Windows;${path.join(folder, 'bin')}` };
    expect(await findSsh(setup({ environment, platform: 'win32' }))).toBe(path.join(folder, 'bin/ssh.exe'));
  });

  test('sshArguments puts the host after the end of the options', () => {
    expect(sshArguments({ host: 'nb', port: 22, user: 'ada' }, 'config')).toEqual([
      '-F',
      'config',
      '-p',
      '22',
      '-l',
      'ada',
      '-G',
      '--',
      'nb',
    ]);
  });
});

const installed = await findSsh({
  path: '',
  configFile: '',
  home: '/',
  folders: [],
  environment: process.env,
  platform: process.platform,
});

describe.runIf(installed && canRunScripts)('WindowEndpoint with OpenSSH', () => {
  test.each([
    ['in an included file', 'ssh-remote+inc', { host: 'inc.example.com', port: 22 }],
    ['below Match', 'ssh-remote+ma-user@matched', { host: 'matched.example.com', port: 99, user: 'ma-user' }],
    ['in quotes', 'ssh-remote+quoted', { host: 'quoted.example.com', port: 31205 }],
    ['with a colon and digits', 'ssh-remote+gpu:1', { host: 'alias.example.com', port: 31206 }],
    ['with a colon and digits, and a user', 'ssh-remote+ada@gpu:1', { host: 'alias.example.com', user: 'ada' }],
    ['with a colon', 'ssh-remote+team:gpu', { host: 'team.example.com', port: 31207 }],
    ['that is completed by a pattern', 'ssh-remote+any.short:40999', { host: 'any.short.example.com', port: 40999 }],
    ['that is an address', 'ssh-remote+[2001:db8::1]:31205', { host: '2001:db8::1', port: 31205 }],
    ['that is a bare address', 'ssh-remote+2001:db8::1', { host: '2001:db8::1', port: 22 }],
    ['that is not in the configuration', 'ssh-remote+Dev.example.com:31205', { host: 'dev.example.com', port: 31205 }],
    [
      'in hexadecimal JSON',
      `ssh-remote+${hex('{"hostName":"Dev.example.com","port":31205}')}`,
      { host: 'dev.example.com', port: 31205 },
    ],
  ])('resolves a host %s', async (_kind, authority, expected) => {
    const folder = folderWith({ 'conf.d/a.conf': 'Host inc\n  HostName inc.example.com\n' });
    const config = [
      `Include "${folder}/conf.d/*.conf"`,
      'Host "quoted"',
      '  HostName = "quoted.example.com"',
      '  Port 31205',
      'Host gpu:1',
      '  HostName alias.example.com',
      '  Port 31206',
      'Host team:gpu',
      '  HostName team.example.com',
      '  Port 31207',
      'Host *.short',
      '  HostName %h.example.com',
      'Match host matched exec "true"',
      '  HostName Matched.example.com',
      '  Port 99',
      '',
    ];
    fs.writeFileSync(path.join(folder, 'config'), config.join('\n'));
    connect('ssh-remote', [authority]);
    configure({ configFile: { globalValue: path.join(folder, 'config') } });
    expect(await endpoint()).toMatchObject(expected);
  });
});
