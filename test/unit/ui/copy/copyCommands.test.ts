import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NotConnectedError } from '../../../../src/model/errors';
import { regionEndpoints } from '../../../../src/model/region';
import { copyAsCommand, copyImageReferenceCommand } from '../../../../src/ui/copy/copyCommands';
import type { CopyOptions } from '../../../../src/ui/copy/copySubject';
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
  screen.clear();
  runsOn('linux');
});
afterEach(() => runsOn(platform));

/** Runs *Copy As* on the image; chooses the row that contains the text, or none. Returns the rows. */
async function copyAs(but: Partial<CopyOptions> = {}, choice?: string): Promise<readonly QuickPickItem[]> {
  const running = copyAsCommand(options(but), { kind: 'image', image });
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

/** Short messages and notifications. */
const said = (): readonly string[] => [...screen.statusMessages, ...screen.messages.map(({ text }) => text)];

describe('copying a reference', () => {
  test.each([
    ['of the image a person picks', undefined],
    ['of a row of images', { kind: 'image', image }],
    ['of an image by its id', 'image-1'],
    ['of a save by its id', 'save-1'],
    ['of a row of saves', { kind: 'save', id: 'save-1' }],
  ])('puts the address %s on the clipboard, and says so', async (_what, argument) => {
    await copyImageReferenceCommand(options(), argument);
    expect(screen.copied).toEqual([reference]);
    expect(said()).toEqual([`$(check) Copied: ${reference}`]);
  });

  test('asks for no image where a save is meant', async () => {
    const findImage = async () => {
      throw new Error('asked');
    };
    await copyImageReferenceCommand(options({ findImage }), { kind: 'save', id: 'save-1' });
    expect(screen.copied).toEqual([reference]);
  });

  test('does nothing when the person backs out, and says so where there is no address', async () => {
    await copyImageReferenceCommand(options({ ...none, findImage: async () => undefined }), undefined);
    expect([screen.copied, said()]).toEqual([[], []]);
    await copyImageReferenceCommand(options({ ...none, findImage: async () => anImage() }), undefined);
    expect(screen.copied).toEqual([]);
    expect(said()).toEqual(['Nothing to copy: the image has no reference.']);
  });
});

describe('Copy As', () => {
  test('offers an image in every tool’s words, and copies the one that is chosen', async () => {
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

  test('offers the lines of PowerShell on Windows, and says so', async () => {
    runsOn('win32');
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

  test('leaves out what PowerShell would not pass on as it is', async () => {
    runsOn('win32');
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
    const offered = await copyAs(but);
    expect(offered.map(({ label }) => label)).toEqual(['Reference', 'docker pull (bash, zsh)', 'Dockerfile FROM line']);
    expect(screen.copied).toEqual([]);
  });
});
