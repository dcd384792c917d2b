import { expect, test, vi } from 'vitest';
import type { ThemeIcon, TreeItem } from 'vscode';
import type { Image } from '../../../src/model/image';
import { groupImages } from '../../../src/model/image';
import type { Notebook } from '../../../src/model/notebook';
import type { SavePhase } from '../../../src/save/saveState';
import { imageRow, organizationRow, repositoryRow } from '../../../src/ui/images/imageRow';
import { notebookRow } from '../../../src/ui/notebooks/notebookRow';
import { connectionRow, groupRow, noteRow } from '../../../src/ui/notebooks/otherRows';
import { saveRow } from '../../../src/ui/saves/saveRows';
import { errorRow } from '../../../src/ui/treeRow';
import { aNotebook, anImage, aRefusal, aSave, STATES } from '../../support/builders';

vi.mock('vscode', () => import('../../support/vscodeStub'));

const NOW = Date.UTC(2026, 0, 30, 9);
const MINUTE = 60_000;

const notebook = (overrides: Partial<Notebook>, isBeingSaved = false, showsOwner = false): TreeItem =>
  notebookRow(aNotebook({ flavor: 'modelarts.vm.gpu.v100', ...overrides }), { isBeingSaved, showsOwner, now: NOW });
const image = (overrides: Partial<Image>): TreeItem =>
  imageRow(anImage({ createdAt: NOW - 60 * MINUTE, sizeBytes: 12_400_000_000, ...overrides }), {
    deleting: false,
    notebook: 'llm-finetune',
    browsable: false,
    now: NOW,
  });
const group = (...statuses: readonly Image['status'][]): TreeItem => {
  const [organization] = groupImages(statuses.map((status, index) => anImage({ id: `${index}`, status })));
  const repository = organization?.repositories[0];
  if (!organization || !repository) throw new Error('no rows');
  return repositoryRow(repository, false);
};
const organization = (): TreeItem => {
  const [first] = groupImages([anImage({ id: '1' }), anImage({ id: '2' })]);
  if (!first) throw new Error('no rows');
  return organizationRow(first, false);
};
const save = (phase: SavePhase): TreeItem =>
  saveRow(aSave({ requestedAt: NOW, state: STATES[phase], endedAt: phase === 'saving' ? undefined : NOW }), {
    now: NOW + 4 * MINUTE,
    usualMs: 6 * MINUTE,
  });
const connection = (error: string | undefined): TreeItem =>
  connectionRow({ name: 'Work', region: 'cn-north-4', error, isOwnOnly: false, isInUse: true });

/** Row → icon, visible description, screen reader label. */
const TABLE: readonly (readonly [row: TreeItem, icon: string, seen: string | undefined, spoken: string])[] = [
  [
    notebook({ leaseEndsAt: NOW + 7.5 * 60 * MINUTE }),
    'vm-running',
    '7 h left · gpu.v100',
    'experiments, Running, ada, 7 h left, gpu.v100',
  ],
  [
    notebook({ leaseEndsAt: NOW + 12 * MINUTE }),
    'warning',
    '12 min left · gpu.v100',
    'experiments, Running, ada, 12 min left, gpu.v100',
  ],
  [notebook({ leaseEndsAt: undefined }), 'vm-running', 'gpu.v100', 'experiments, Running, ada, gpu.v100'],
  [
    notebook({ leaseEndsAt: NOW + 12 * MINUTE }, true),
    'sync~spin',
    'Saving image · 12 min left · gpu.v100',
    'experiments, Saving image, ada, 12 min left, gpu.v100',
  ],
  [
    notebook({ status: 'STOPPED' }, false, true),
    'vm-outline',
    'Stopped · ada · gpu.v100',
    'experiments, Stopped, ada, gpu.v100',
  ],
  [
    image({ status: 'ACTIVE' }),
    'pass',
    '1 hour ago · 12.4 GB · from llm-finetune',
    'base:1.0, Ready, 1 hour ago, 12.4 GB, from llm-finetune',
  ],
  [
    image({ status: 'CREATE_FAILED', sizeBytes: undefined }),
    'error',
    'Build failed · 1 hour ago · from llm-finetune',
    'base:1.0, Build failed, 1 hour ago, from llm-finetune',
  ],
  [group('ACTIVE', 'ACTIVE'), 'package', '2 images', 'base, 2 images'],
  [group('ACTIVE', 'ERROR'), 'warning', '1 of 2 failed', 'base, 1 of 2 failed'],
  [group('CREATING', 'ACTIVE', 'ACTIVE'), 'package', '1 of 3 building', 'base, 1 of 3 building'],
  [organization(), 'organization', '2 images', 'Organization team, 2 images'],
  [
    save('saving'),
    'sync~spin',
    '4:00 of about 6 min · base:1.0',
    'experiments, Saving, base:1.0, requested on 1/30/2026, 9:00:00 AM',
  ],
  [
    save('saved'),
    'pass',
    'base:1.0 · 4 minutes ago',
    'experiments, Saved, base:1.0, requested on 1/30/2026, 9:00:00 AM',
  ],
  [
    save('failed'),
    'error',
    'Failed · base:1.0 · 4 minutes ago',
    'experiments, Failed, base:1.0, requested on 1/30/2026, 9:00:00 AM',
  ],
  [connection(undefined), 'cloud', 'cn-north-4 · in use', 'Work, cn-north-4 · in use'],
  [connection('It failed.'), 'warning', 'cn-north-4 · in use', 'Work, cn-north-4 · in use, It failed.'],
  [groupRow('Running', 7), '', '7', 'Running, 7 notebooks'],
  [noteRow(true), 'info', undefined, 'No notebooks match the filter.'],
  [
    errorRow({ kind: 'error', error: aRefusal({ status: 401, code: 'APIGW.0307' }) }),
    'warning',
    'Update Credentials',
    expect.stringMatching(/^The token .+ Update Credentials$/),
  ],
];

test.each(TABLE)('$label: the screen reader label matches icon and text', (row, icon, seen, spoken) => {
  expect((row.iconPath as ThemeIcon | undefined)?.id ?? '').toBe(icon);
  expect(row.description).toBe(seen);
  expect(row.accessibilityInformation?.label).toEqual(spoken);
});
