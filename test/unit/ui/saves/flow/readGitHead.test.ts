import { beforeEach, describe, expect, test, vi } from 'vitest';
import { readGitHead } from '../../../../../src/ui/saves/flow/createDraft';
import { screen } from '../../../../support/vscodeStub/screen';

const commit = '3f2a91c0b7d8e9f0a1b2c3d4e5f60718293a4b5c';

vi.mock('vscode', () => import('../../../../support/vscodeStub/index'));

const repository = (name: string | undefined, id: string | undefined) => ({ state: { HEAD: { name, commit: id } } });

/** An active git extension with a repository for each folder. */
function gitWith(byFolder: Readonly<Record<string, unknown>>) {
  return {
    isActive: true,
    exports: {
      getAPI: (version: number) => {
        if (version !== 1) throw new Error(`No API ${version}`);
        return { repositories: Object.values(byFolder), getRepository: (uri: string) => byFolder[uri] ?? null };
      },
    },
  };
}

/** Installs an extension as `vscode.git`. */
const install = (git: unknown): void => void (screen.extensions = { 'vscode.git': git });

beforeEach(() => {
  screen.clear();
  screen.isTrusted = true;
  screen.folders = ['/work'];
});

describe('branch and commit', () => {
  test('are those of the repository of the workspace', () => {
    install(gitWith({ '/other': repository('dev', 'x'), '/work': repository('main', commit) }));
    expect(readGitHead()).toEqual({ branch: 'main', commit });
  });

  test('are those of the active editor when it belongs to another repository', () => {
    screen.activeFile = '/other';
    install(gitWith({ '/other': repository('dev', commit), '/work': repository('main', 'x') }));
    expect(readGitHead()).toEqual({ branch: 'dev', commit });
  });

  test('are those of the only repository in a window without a folder', () => {
    screen.folders = undefined;
    install(gitWith({ '/elsewhere': repository('main', commit) }));
    expect(readGitHead()).toEqual({ branch: 'main', commit });
    install(gitWith({ '/a': repository('main', commit), '/b': repository('dev', commit) }));
    expect(readGitHead()).toBeUndefined();
  });

  test('are returned as far as they exist', () => {
    install(gitWith({ '/work': repository(undefined, commit) }));
    expect(readGitHead()).toEqual({ branch: undefined, commit });
    install(gitWith({ '/work': repository('unborn', undefined) }));
    expect(readGitHead()).toEqual({ branch: 'unborn', commit: undefined });
  });

  test('are not read in an untrusted workspace', () => {
    screen.isTrusted = false;
    install({
      isActive: true,
      get exports(): never {
        throw new Error('touched');
      },
    });
    expect(readGitHead()).toBeUndefined();
  });

  test('do not activate the git extension', () => {
    install({
      isActive: false,
      get exports(): never {
        throw new Error('touched');
      },
    });
    expect(readGitHead()).toBeUndefined();
  });

  test.each([
    ['no git extension', undefined],
    ['a git extension without an API', { isActive: true, exports: undefined }],
    [
      'git switched off',
      {
        isActive: true,
        exports: {
          getAPI: () => {
            throw new Error('Git model not found');
          },
        },
      },
    ],
    ['no repository', gitWith({})],
    ['a repository without a head', gitWith({ '/work': { state: { HEAD: undefined } } })],
    ['a repository of another shape', gitWith({ '/work': { state: 7 } })],
  ])('are undefined with %s', (_what, git) => {
    install(git);
    expect(readGitHead()).toBeUndefined();
  });
});
