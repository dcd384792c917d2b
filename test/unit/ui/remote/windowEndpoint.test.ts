import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { resolveSshHost } from '../../../../src/model/sshConfig';
import { readSshConfig } from '../../../../src/ui/remote/readSshConfig';
import { windowEndpoint } from '../../../../src/ui/remote/windowEndpoint';
import { screen } from '../../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../../support/vscodeStub'));

/** A home with these files in it. */
function home(files: Readonly<Record<string, string>>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ssh-home-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  return folder;
}

beforeEach(() => screen.clear());

interface Remote {
  readonly remoteName: string | undefined;
  /** Authorities of the folders of the workspace. */
  readonly folders?: readonly string[] | undefined;
  readonly documents?: readonly string[];
  readonly configFile?: string;
}

function connectWindow({ remoteName, folders, documents = [], configFile }: Remote): void {
  screen.remoteName = remoteName;
  screen.folders = folders?.map((authority) => ({ authority }));
  screen.documents = documents.map((authority) => ({ uri: { authority } }));
  screen.settings = { 'remote.SSH.configFile': configFile };
}

describe('the configuration of the SSH client', () => {
  test('is read with the files it includes, from its own folder, from the home and by pattern', async () => {
    const folder = home({
      '.ssh/config': 'Include config.d/*.conf ~/elsewhere\nHost *\n  Port 2200',
      '.ssh/config.d/b.conf': 'Host nb\n  Port 2',
      '.ssh/config.d/a.conf': 'Host nb\n  Port 1\n  HostName a.example.com',
      '.ssh/config.d/.hidden.conf': 'Host nb\n  Port 3',
      '.ssh/config.d/c.txt': 'Host nb\n  Port 4',
      elsewhere: 'Host nb\n  User ma-user',
    });
    const directives = await readSshConfig('~/.ssh/config', folder);
    expect(resolveSshHost('nb', directives)).toEqual({ host: 'a.example.com', port: 1, user: 'ma-user' });
  });

  test('that includes itself comes to an end', async () => {
    const folder = home({ '.ssh/config': 'Include config\nHost nb\n  Port 31205' });
    expect(resolveSshHost('nb', await readSshConfig('~/.ssh/config', folder))).toMatchObject({ port: 31205 });
  });

  test('is empty where there is none, or one that is far too large', async () => {
    const folder = home({ '.ssh/large': `Host nb\n  Port 31205\n${'#'.repeat(1_000_001)}` });
    expect(await readSshConfig('~/.ssh/config', folder)).toEqual([]);
    expect(await readSshConfig('~/.ssh/large', folder)).toEqual([]);
    expect(await readSshConfig('~/.ssh', folder)).toEqual([]);
  });
});

describe('where a window is connected to', () => {
  test('is what the alias of its folder leads to', async () => {
    const folder = home({ config: 'Host nb\n  HostName dev.example.com\n  Port 31205\n  User ma-user' });
    connectWindow({
      remoteName: 'ssh-remote',
      folders: ['ssh-remote+nb'],
      configFile: path.join(folder, 'config'),
    });
    expect(await windowEndpoint()).toEqual({ host: 'dev.example.com', port: 31205, user: 'ma-user' });
  });

  test('is told by an open file in a window without a folder', async () => {
    const folder = home({ config: '' });
    connectWindow({
      remoteName: 'ssh-remote',
      documents: ['', 'ssh-remote+ma-user@dev.example.com:31205'],
      configFile: path.join(folder, 'config'),
    });
    expect(await windowEndpoint()).toEqual({ host: 'dev.example.com', port: 31205, user: 'ma-user' });
  });

  test.each([
    [undefined, ['ssh-remote+nb']],
    ['wsl', ['wsl+Ubuntu']],
    ['ssh-remote', undefined],
  ])('is unknown with the remote %j and the folders %j', async (remoteName, folders) => {
    connectWindow({ remoteName, folders });
    expect(await windowEndpoint()).toBeUndefined();
  });
});
