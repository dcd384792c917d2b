import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { ThemeIcon, TreeItem } from 'vscode';
import { groupImages, IMAGE_STATUSES, type Image } from '../../../../src/model/image';
import { imageDocument } from '../../../../src/ui/images/imageFacts';
import {
  type ImageRowFacts,
  imageRow,
  imageTooltip,
  organizationRow,
  repositoryRow,
} from '../../../../src/ui/images/imageRow';
import { anImage } from '../../../support/builders';
import { rowMenu } from '../../../support/contributedCommands';
import { hostileText } from '../hostileText';

vi.mock('vscode', () => import('../../../support/vscodeStub'));

const now = Date.UTC(2026, 0, 30);
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const builtImage = (overrides: Partial<Image> = {}): Image =>
  anImage({
    status: 'ACTIVE',
    reference: 'swr.example.com/team/base:1.0',
    sizeBytes: 12_400_000_000,
    createdAt: now - 3 * 86_400_000,
    ...overrides,
  });
const facts = (overrides: Partial<ImageRowFacts> = {}): ImageRowFacts => ({
  deleting: false,
  notebook: undefined,
  browsable: true,
  now,
  ...overrides,
});
const icon = (image: Image, overrides: Partial<ImageRowFacts> = {}): string =>
  iconOf(imageRow(image, facts(overrides)).iconPath);
const iconOf = (path: unknown): string => (path as ThemeIcon).id;
const tooltip = (image: Image): string => imageTooltip(image, undefined).value;

/** The visible and spoken texts of a row. */
const textsOf = ({ label, description, accessibilityInformation }: TreeItem): readonly string[] =>
  [label, description, accessibilityInformation?.label].map((text) => (typeof text === 'string' ? text : ''));

const COPY = 'copyable';
const DELETE = 'deletable';
/** Status → label, icon, available actions. */
const TABLE = [
  ['INIT', 'Initializing', 'sync~spin', [COPY]],
  ['CREATING', 'Building', 'sync~spin', [COPY]],
  ['ACTIVE', 'Ready', 'pass', [COPY, DELETE]],
  ['CREATE_FAILED', 'Build failed', 'error', [DELETE]],
  ['ERROR', 'Error', 'error', [DELETE]],
  ['DELETED', 'Deleted', 'trash', []],
  ['HIBERNATING', 'HIBERNATING', 'question', [COPY, DELETE]],
  ['', 'Unknown', 'question', [COPY, DELETE]],
] as const;

test('the table has every status', () => {
  expect(TABLE.map(([status]) => status)).toEqual(expect.arrayContaining([...IMAGE_STATUSES]));
});

describe.each(TABLE)('an image with the status "%s"', (status, statusLabel, iconId, actions) => {
  const row = imageRow(builtImage({ status }), facts());

  test('has its tag as label and the least important details last', () => {
    const visible = status === 'ACTIVE' ? [] : [statusLabel];
    expect([row.label, row.description]).toEqual(['1.0', [...visible, '3 days ago', '12.4 GB'].join(' · ')]);
  });

  test('has a screen reader label with its name and all visible details', () => {
    expect(row.accessibilityInformation?.label).toBe(`base:1.0, ${statusLabel}, 3 days ago, 12.4 GB`);
  });

  test('has an icon whose shape conveys the status', () => expect(icon(builtImage({ status }))).toBe(iconId));

  test('allows only actions that can work', () => {
    expect(row.contextValue).toBe(['image', ...actions, 'browsable'].join(' '));
  });

  test('has the matching menu', () => {
    const menu = rowMenu('modelartsImages.images', row.contextValue ?? '');
    expect(menu.includes('deleteImage')).toBe(actions.some((word) => word === DELETE));
    expect(menu).toEqual(expect.arrayContaining(['viewDetails', 'openImageConsole']));
    expect(rowMenu('modelartsImages.notebooks', row.contextValue ?? '')).toEqual([]);
  });

  test('shows the status in tooltip and document', () => {
    expect(tooltip(builtImage({ status }))).toContain(`- Status: ${statusLabel.replace('_', '\\_')}`);
    expect(imageDocument(builtImage({ status }), undefined)).toContain(`Status: ${statusLabel}\n`);
  });
});

test.each(['CREATE_FAILED', 'ERROR'] as const)(
  'an image with the status %s explains why its build failed',
  (status) => {
    const image = builtImage({ status, statusMessage: 'container size 41G is greater than threshold 35G' });
    expect(tooltip(image)).toContain('container size 41G is greater than threshold 35G');
    expect(imageDocument(image, undefined)).toContain(
      'Reason from ModelArts: container size 41G is greater than threshold 35G.',
    );
    expect(
      Math.max(
        ...imageDocument(image, undefined)
          .split('\n')
          .map(({ length }) => length),
      ),
    ).toBeLessThanOrEqual(91);
  },
);

test('only an image being built shows the last builder message', () => {
  const saying = (status: Image['status']) =>
    imageDocument(builtImage({ status, statusMessage: 'pushing' }), undefined);
  expect(saying('CREATING')).toContain('Build message: pushing');
  expect(saying('ACTIVE')).not.toContain('pushing');
});

test('an image being deleted says so and allows no actions', () => {
  const row = imageRow(builtImage(), facts({ deleting: true, browsable: false }));
  expect(row.description).toMatch(/^Deleting · /);
  expect([row.contextValue, iconOf(row.iconPath)]).toEqual(['image', 'loading~spin']);
});

test('copy needs a known reference, and the console needs a known URL', () => {
  expect(imageRow(builtImage({ reference: undefined }), facts({ browsable: false })).contextValue).toBe(
    'image deletable',
  );
});

test('the details have every field of the response', () => {
  const image = anImage({
    id: 'id-1',
    name: 'name-2',
    namespace: 'namespace-3',
    tag: 'tag-4',
    status: 'CREATING',
    statusMessage: 'message-5',
    reference: 'reference-6',
    sizeBytes: 7_000_000,
    createdAt: Date.UTC(2026, 0, 8),
    updatedAt: Date.UTC(2026, 0, 9),
    arch: 'arch-10',
    origin: 'CUSTOMIZE',
    description: 'description-12',
    workspaceId: 'workspace-13',
    devServices: ['service-14', 'SSH'],
    resourceCategories: ['CPU', 'category-15'],
    supportedCategories: ['CPU', 'category-16'],
    serviceType: 'type-17',
    type: 'type-18',
    visibility: 'visibility-19',
    flavorType: 'flavor-20',
  });
  const text = imageDocument(image, undefined);
  expect(text).toMatch(
    /^namespace-3\/name-2:tag-4\n[^]*Build message: message-5\nReference: reference-6\nDescription: description-12\n/,
  );
  expect(text).toContain('Source: Registered image\nSize: 7 MB\nArchitecture: arch-10\n');
  expect(text).toContain('Services: service-14, SSH\nFlavors: CPU, category-15, category-16\n');
  expect(text).toContain('Resource type: flavor-20\nUsed for: type-17\nType: type-18\nVisibility: visibility-19\n');
  expect(text).toMatch(/Created: .*8.*\nUpdated: .*9.*\nID: id-1\nWorkspace: workspace-13\n/);
});

test('the default workspace has a label instead of its ID', () => {
  expect(imageDocument(builtImage({ workspaceId: '0' }), undefined)).toContain('Workspace: Default workspace\n');
});

test('unknown facts are omitted', () => {
  const nothing = { tag: undefined, name: undefined, namespace: undefined, origin: undefined, arch: undefined };
  const bare = anImage({ ...nothing, workspaceId: undefined });
  expect(imageRow(bare, facts()).label).toBe('No tag');
  expect(imageRow(bare, facts()).description).toBe('Initializing');
  expect(imageDocument(bare, undefined)).toBe(`${bare.id}\n\nStatus: Initializing\nID: ${bare.id}\n`);
});

describe('the origin of an image', () => {
  test.each([
    ['IMAGE_SAVE', undefined, 'Source: Notebook\n'],
    ['IMAGE_SAVE', 'experiments', 'Source: Notebook experiments\n'],
    ['CUSTOMIZE', undefined, 'Source: Registered image\n'],
  ])('%s, saved from %s', (origin, notebook, line) => {
    expect(imageDocument(builtImage({ origin }), notebook)).toContain(line);
  });

  test('is in the row when the notebook is known', () => {
    expect(imageRow(builtImage(), facts({ notebook: 'experiments' })).description).toMatch(/ · from experiments$/);
  });
});

describe('parent rows', () => {
  const [organization] = groupImages([
    builtImage({ id: '1' }),
    builtImage({ id: '2', status: 'CREATING' }),
    builtImage({ id: '3', status: 'ERROR' }),
  ]);
  const repository = organization?.repositories[0];
  if (!organization || !repository) throw new Error('no rows');

  test('an organization is expanded and counts its images', () => {
    const row = organizationRow(organization, false);
    expect([row.label, row.description, row.contextValue, iconOf(row.iconPath)]).toEqual([
      'team',
      '3 images',
      'organization',
      'organization',
    ]);
    expect(row.accessibilityInformation?.label).toBe('Organization team, 3 images');
    expect(row.collapsibleState).toBe(2);
  });

  test('a repository counts builds and failures that a collapsed row hides', () => {
    const row = repositoryRow(repository, false);
    expect([row.label, row.description, row.contextValue, iconOf(row.iconPath)]).toEqual([
      'base',
      '1 of 3 building · 1 of 3 failed',
      'repository',
      'warning',
    ]);
    expect(row.accessibilityInformation?.label).toBe('base, 1 of 3 building, 1 of 3 failed');
    expect([row.collapsibleState, repositoryRow(repository, true).collapsibleState]).toEqual([1, 2]);
  });

  test('keep their IDs across reloads but not across filters', () => {
    expect(repositoryRow(repository, false).id).toBe(repositoryRow({ ...repository, images: [] }, false).id);
    expect(repositoryRow(repository, false).id).not.toBe(repositoryRow(repository, true).id);
  });
});

describe('user and service texts', () => {
  const anything = fc.oneof(
    hostileText(60),
    fc.constant('x'.repeat(10_000)),
    fc.constant('مرحبا \u202E \u001B[31m <b>'),
  );

  test('have no hidden characters in rows and documents, and rows stay short', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const image = builtImage({ name: text, tag: text, namespace: text, status: text, description: text });
        const row = imageRow(image, facts({ notebook: text }));
        const [organization] = groupImages([image]);
        const repository = organization?.repositories[0];
        if (!organization || !repository) throw new Error('no rows');
        const above = [organizationRow(organization, false), repositoryRow(repository, false)];
        for (const each of [row, ...above]) {
          for (const shown of textsOf(each)) {
            expect(shown).not.toMatch(HIDDEN);
            expect(shown.length).toBeLessThan(700);
          }
        }
        expect(imageDocument(image, text).replaceAll('\n', '')).not.toMatch(HIDDEN);
      }),
    );
  });

  test('are shown literally in tooltips, without links, emphasis, icons or HTML', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const image = builtImage({ name: text, statusMessage: text, status: 'ERROR', description: text });
        const { value, isTrusted, supportHtml, supportThemeIcons } = imageTooltip(image, text);
        expect([isTrusted, supportHtml, supportThemeIcons]).toEqual([undefined, undefined, undefined]);
        expect(value.length).toBeLessThan(6000);
        expect(value).not.toMatch(/(?<!\\)\$\(|(?<!\\)\]\(|<|(?<!\\)`/);
      }),
    );
  });
});
