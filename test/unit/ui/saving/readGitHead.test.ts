import { beforeEach, describe, expect, test, vi } from 'vitest';
import { readGitHead } from '../../../../src/ui/saving/readGitHead';

const commit = '3f2a91c0b7d8e9f0a1b2c3d4e5f60718293a4b5c';

const editor = vi.hoisted(() => ({
  isTrusted: true,
  file: undefined as string | undefined,
  folder: '/work' as string | undefined,
  git: undefined as unknown,
}));

vi.mock('vscode', () => ({
  workspace: {
    get isTrusted() {
      return editor.isTrusted;
    },
    get workspaceFolders() {
      return editor.folder === undefined ? undefined : [{ uri: editor.folder }];
    },
  },
  window: {
    get activeTextEditor() {
      return editor.file === undefined ? undefined : { document: { uri: editor.file } };
    },
  },
  extensions: { getExtension: (id: string) => (id === 'vscode.git' ? editor.git : undefined) },
}));

const repository = (name: string | undefined, id: string | undefined) => ({ state: { HEAD: { name, commit: id } } });

/** The git extension, active, with a repository for each folder. */
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

beforeEach(() => Object.assign(editor, { isTrusted: true, file: undefined, folder: '/work', git: undefined }));

describe('branch and commit', () => {
  test('are those of the repository of the workspace', () => {
    editor.git = gitWith({ '/other': repository('dev', 'x'), '/work': repository('main', commit) });
    expect(readGitHead()).toEqual({ branch: 'main', commit });
  });

  test('are those of the file in front, where that belongs to another repository', () => {
    editor.file = '/other';
    editor.git = gitWith({ '/other': repository('dev', commit), '/work': repository('main', 'x') });
    expect(readGitHead()).toEqual({ branch: 'dev', commit });
  });

  test('are those of the only repository there is, in a window without a folder', () => {
    editor.folder = undefined;
    editor.git = gitWith({ '/elsewhere': repository('main', commit) });
    expect(readGitHead()).toEqual({ branch: 'main', commit });
    editor.git = gitWith({ '/a': repository('main', commit), '/b': repository('dev', commit) });
    expect(readGitHead()).toBeUndefined();
  });

  test('are told as far as they are there', () => {
    editor.git = gitWith({ '/work': repository(undefined, commit) });
    expect(readGitHead()).toEqual({ branch: undefined, commit });
    editor.git = gitWith({ '/work': repository('unborn', undefined) });
    expect(readGitHead()).toEqual({ branch: 'unborn', commit: undefined });
  });

  test('are not looked for in a workspace that is not trusted', () => {
    editor.isTrusted = false;
    editor.git = {
      isActive: true,
      get exports(): never {
        throw new Error('touched');
      },
    };
    expect(readGitHead()).toBeUndefined();
  });

  test('are not worth starting an extension for', () => {
    editor.git = {
      isActive: false,
      get exports(): never {
        throw new Error('touched');
      },
    };
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
  ])('are unknown with %s', (_what, git) => {
    editor.git = git;
    expect(readGitHead()).toBeUndefined();
  });
});
