import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NotConnectedError } from '../../../../src/model/errors';
import { copyAsCommand, copyImageReferenceCommand } from '../../../../src/ui/copying/copyCommands';
import type { CopyOptions } from '../../../../src/ui/copying/copySubject';
import { regionEndpoints } from '../../../../src/model/region';
import { anImage, aSave } from '../../../support/builders';

interface Offered {
  readonly label: string;
  readonly detail: string;
}

const screen = vi.hoisted(() => ({
  clipboard: undefined as string | undefined,
  said: [] as string[],
  offered: [] as readonly Offered[],
  choose: (_label: string): boolean => false,
}));

vi.mock('vscode', async () => ({
  l10n: (await import('../../../support/vscodeWords')).l10n,
  env: { clipboard: { writeText: async (text: string) => void (screen.clipboard = text) } },
  window: {
    setStatusBarMessage: (text: string) => void screen.said.push(text),
    showInformationMessage: async (text: string) => void screen.said.push(text),
    showQuickPick: async (items: readonly Offered[]) => {
      screen.offered = items;
      return items.find(({ label }) => screen.choose(label));
    },
  },
}));

const readEnded = async (): Promise<void> => undefined;
const reference = 'swr.example.com/team/base:1.0';
const image = anImage({ id: 'image-1', status: 'ACTIVE', reference });
const save = aSave({ id: 'save-1', reference, state: { phase: 'saved', image } });
const connection = {
  name: 'Work',
  region: 'cn-north-4',
  projectId: undefined,
  workspaceId: '0',
  credentials: 'environment',
  profile: undefined,
  endpoints: regionEndpoints('cn-north-4'),
} as unknown as CopyOptions['connections']['all'][number];

function options(but: Partial<CopyOptions> = {}): CopyOptions {
  return {
    saves: { list: [save], get: (id) => (id === save.id ? save : undefined), readEnded },
    connections: { all: [connection] },
    projectOf: async () => 'project-1',
    findImage: async () => image,
    ...but,
  };
}

const none: Partial<CopyOptions> = { saves: { list: [], get: () => undefined, readEnded } };

const platform = process.platform;

/** As if this computer ran that system. */
function runsOn(name: NodeJS.Platform): void {
  Object.defineProperty(process, 'platform', { value: name });
}

beforeEach(() => {
  Object.assign(screen, { clipboard: undefined, said: [], offered: [], choose: () => false });
  runsOn('linux');
});
afterEach(() => runsOn(platform));

describe('copying a reference', () => {
  test.each([
    ['of the image a person picks', undefined],
    ['of a row of images', { kind: 'image', image }],
    ['of an image by its id', 'image-1'],
    ['of a save by its id', 'save-1'],
    ['of a row of saves', { kind: 'save', id: 'save-1' }],
  ])('puts the address %s on the clipboard, and says so', async (_what, argument) => {
    await copyImageReferenceCommand(options(), argument);
    expect(screen.clipboard).toBe(reference);
    expect(screen.said).toEqual([`$(check) Copied: ${reference}`]);
  });

  test('asks for no image where a save is meant', async () => {
    const findImage = async () => {
      throw new Error('asked');
    };
    await copyImageReferenceCommand(options({ findImage }), { kind: 'save', id: 'save-1' });
    expect(screen.clipboard).toBe(reference);
  });

  test('does nothing when the person backs out, and says so where there is no address', async () => {
    await copyImageReferenceCommand(options({ ...none, findImage: async () => undefined }), undefined);
    expect([screen.clipboard, screen.said]).toEqual([undefined, []]);
    await copyImageReferenceCommand(options({ ...none, findImage: async () => anImage() }), undefined);
    expect(screen.clipboard).toBeUndefined();
    expect(screen.said).toEqual(['There is nothing to copy yet: the image has no address.']);
  });
});

describe('Copy As', () => {
  test('offers an image in every tool’s words, and copies the one that is chosen', async () => {
    screen.choose = (label) => label.startsWith('hcloud');
    await copyAsCommand(options(), { kind: 'image', image });
    expect(screen.offered.map(({ label }) => label)).toEqual([
      'Reference',
      'docker pull (bash, zsh)',
      'FROM line of a Dockerfile',
      'hcloud (KooCLI): save again (bash, zsh)',
      'Terraform resource',
      'curl, with the token in a variable (bash, zsh)',
    ]);
    expect(screen.clipboard).toBe(
      'hcloud ModelArts CreateImage --cli-region=cn-north-4 --project_id=project-1 ' +
        `--id=${save.notebook.id} --name=base --namespace=team --tag=1.0 --workspace_id=0`,
    );
    for (const { detail } of screen.offered) expect(detail).not.toMatch(/\n|\$\(/);
  });

  test('offers the lines of PowerShell on Windows, and says so', async () => {
    runsOn('win32');
    screen.choose = (label) => label.startsWith('hcloud');
    await copyAsCommand(options(), { kind: 'image', image });
    expect(screen.offered.map(({ label }) => label)).toEqual([
      'Reference',
      'docker pull (PowerShell)',
      'FROM line of a Dockerfile',
      'hcloud (KooCLI): save again (PowerShell)',
      'Terraform resource',
      'Invoke-RestMethod, with the token in a variable (PowerShell)',
    ]);
    expect(screen.clipboard).toContain(`hcloud ModelArts CreateImage '--cli-region=cn-north-4' `);
  });

  test('leaves out what PowerShell would not pass on as it is', async () => {
    runsOn('win32');
    const request = save.request && { ...save.request, description: 'a "quoted" word' };
    const list = [{ ...save, request }];
    await copyAsCommand(options({ saves: { list, get: () => undefined, readEnded } }), { kind: 'image', image });
    expect(screen.offered.map(({ label }) => label.split(/[ :,]/)[0])).toEqual([
      'Reference',
      'docker',
      'FROM',
      'Terraform',
      'Invoke-RestMethod',
    ]);
  });

  test.each<[string, Partial<CopyOptions>]>([
    ['was not saved from here', none],
    ['was saved with a connection that is no more', { connections: { all: [] } }],
    [
      'belongs to a project that cannot be found any more',
      { projectOf: async () => Promise.reject(new NotConnectedError('noProject', 'Work', undefined)) },
    ],
    [
      'was saved by somebody else',
      { saves: { list: [{ ...save, request: undefined }], get: () => undefined, readEnded } },
    ],
  ])('offers the address alone of an image that %s', async (_which, but) => {
    await copyAsCommand(options(but), { kind: 'image', image });
    expect(screen.offered.map(({ label }) => label)).toEqual([
      'Reference',
      'docker pull (bash, zsh)',
      'FROM line of a Dockerfile',
    ]);
    expect(screen.clipboard).toBeUndefined();
  });
});
