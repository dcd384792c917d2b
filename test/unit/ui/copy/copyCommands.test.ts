import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NotConnectedError } from '../../../../src/model/errors';
import { regionEndpoints } from '../../../../src/model/region';
import type { CopyOptions } from '../../../../src/ui/copy/copyCommands';
import { copyAsCommand, copyImageReferenceCommand } from '../../../../src/ui/copy/copyCommands';
import { anImage, aSave } from '../../../support/builders';
import { settled } from '../../../support/manualClock';
import { shownPick } from '../../../support/vscodeStub/look';
import type { QuickPickItem } from '../../../support/vscodeStub/quickInput';
import { screen } from '../../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../../support/vscodeStub/index'));

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

function options(overrides: Partial<CopyOptions> = {}): CopyOptions {
  return {
    saves: { list: [save], get: (id) => (id === save.id ? save : undefined), readEnded },
    connections: { all: [connection] },
    projectOf: async () => 'project-1',
    findImage: async () => image,
    ...overrides,
  };
}

const noSaves: Partial<CopyOptions> = { saves: { list: [], get: () => undefined, readEnded } };

const platform = process.platform;

/** Sets `process.platform`. */
function setPlatform(name: NodeJS.Platform): void {
  Object.defineProperty(process, 'platform', { value: name });
}

beforeEach(() => {
  screen.clear();
  setPlatform('linux');
});
afterEach(() => setPlatform(platform));

/** Runs *Copy As* on the image and picks the row that contains the text, or cancels. Returns the rows. */
async function copyAs(overrides: Partial<CopyOptions> = {}, choice?: string): Promise<readonly QuickPickItem[]> {
  const running = copyAsCommand(options(overrides), { kind: 'image', image });
  await settled();
  const pick = shownPick();
  if (choice === undefined) {
    pick.escape();
  } else {
    pick.moveTo(choice);
    pick.enter();
  }
  await running;
  return pick.items;
}

/** All status bar messages and notifications. */
const shownTexts = (): readonly string[] => [...screen.statusMessages, ...screen.messages.map(({ text }) => text)];

describe('copyImageReferenceCommand', () => {
  test.each([
    ['of the image the user picks', undefined],
    ['of an image row', { kind: 'image', image }],
    ['of an image id', 'image-1'],
    ['of a save id', 'save-1'],
    ['of a save row', { kind: 'save', id: 'save-1' }],
  ])('copies the reference %s and confirms it', async (_what, argument) => {
    await copyImageReferenceCommand(options(), argument);
    expect(screen.copied).toEqual([reference]);
    expect(shownTexts()).toEqual(['$(check) Copied: team/base:1.0']);
  });

  test('does not ask for an image when the argument is a save', async () => {
    const findImage = async () => {
      throw new Error('asked');
    };
    await copyImageReferenceCommand(options({ findImage }), { kind: 'save', id: 'save-1' });
    expect(screen.copied).toEqual([reference]);
  });

  test('copies nothing when the user cancels, and shows a message when the image has no reference', async () => {
    await copyImageReferenceCommand(options({ ...noSaves, findImage: async () => undefined }), undefined);
    expect([screen.copied, shownTexts()]).toEqual([[], []]);
    await copyImageReferenceCommand(options({ ...noSaves, findImage: async () => anImage() }), undefined);
    expect(screen.copied).toEqual([]);
    expect(shownTexts()).toEqual(['Nothing to copy: the image has no reference.']);
  });
});

describe('Copy As', () => {
  test('lists all formats of an image and copies the chosen one', async () => {
    const offered = await copyAs({}, 'hcloud');
    expect(offered.map(({ label }) => label)).toEqual([
      'Reference',
      'docker pull (bash, zsh)',
      'Dockerfile FROM line',
      'hcloud (KooCLI): save again (bash, zsh)',
      'Terraform resource',
      'curl, with the token in a variable (bash, zsh)',
    ]);
    expect(screen.copied).toEqual([
      'hcloud ModelArts CreateImage --cli-region=cn-north-4 --project_id=project-1 ' +
        `--id=${save.notebook.id} --name=base --namespace=team --tag=1.0 --workspace_id=0`,
    ]);
    for (const { detail } of offered) expect(detail).not.toMatch(/\n|\$\(/);
  });

  test('lists PowerShell formats on Windows', async () => {
    setPlatform('win32');
    const offered = await copyAs({}, 'hcloud');
    expect(offered.map(({ label }) => label)).toEqual([
      'Reference',
      'docker pull (PowerShell)',
      'Dockerfile FROM line',
      'hcloud (KooCLI): save again (PowerShell)',
      'Terraform resource',
      'Invoke-RestMethod, with the token in a variable (PowerShell)',
    ]);
    expect(screen.copied).toEqual([expect.stringContaining(`hcloud ModelArts CreateImage '--cli-region=cn-north-4' `)]);
  });

  test('omits formats that PowerShell would misinterpret', async () => {
    setPlatform('win32');
    const request = save.request && { ...save.request, description: 'a "quoted" word' };
    const list = [{ ...save, request }];
    const offered = await copyAs({ saves: { list, get: () => undefined, readEnded } });
    expect(offered.map(({ label }) => label.split(/[ :,]/)[0])).toEqual([
      'Reference',
      'docker',
      'Dockerfile',
      'Terraform',
      'Invoke-RestMethod',
    ]);
  });

  test.each<[string, Partial<CopyOptions>]>([
    ['was not saved by this extension', noSaves],
    ['was saved with a connection that no longer exists', { connections: { all: [] } }],
    [
      'belongs to a project that cannot be found',
      { projectOf: async () => Promise.reject(new NotConnectedError('noProject', 'Work', undefined)) },
    ],
    [
      'was saved by another user',
      { saves: { list: [{ ...save, request: undefined }], get: () => undefined, readEnded } },
    ],
  ])('lists only the reference formats of an image that %s', async (_which, overrides) => {
    const offered = await copyAs(overrides);
    expect(offered.map(({ label }) => label)).toEqual(['Reference', 'docker pull (bash, zsh)', 'Dockerfile FROM line']);
    expect(screen.copied).toEqual([]);
  });
});
