import { beginSave } from './beginSave';
import { addImage } from './builders';
import { stopWhenLeaseEnds } from './powerSwitch';
import type { Notebook } from './resources';
import { generatedNotebooks } from './sampleNotebooks';
import type { World } from './world';

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * Fills an empty world with the content of a typical account.
 *
 * @param notebooks number of billed notebooks of the user, in addition to those of other users and the free one
 */
export function seedWorld(world: World, notebooks: number | undefined): void {
  addOrganizations(world);
  addWorkspaces(world);
  addBuiltInImages(world);
  addOwnImages(world);
  for (const notebook of generatedNotebooks(world, notebooks)) {
    world.putNotebook(notebook);
    if (notebook.status === 'RUNNING') stopWhenLeaseEnds(world, notebook.id);
    if (notebook.status === 'SNAPSHOTTING') continueSave(world, notebook);
  }
}

/** Starts the save of a SNAPSHOTTING notebook. It takes half an hour at any speed, so that it stays visible. */
function continueSave(world: World, notebook: Notebook): void {
  const facts = { name: 'colleagues-work', namespace: 'ai-team', tag: 'nightly', description: '', workspaceId: '0' };
  beginSave(world, notebook, facts, 30 * MINUTE * world.speed);
}

function addOrganizations(world: World): void {
  const names = [
    ['ai-team', world.me.name, 7],
    ['vision.lab', 'chen.xiao', 3],
    ['shared-readonly', 'platform', 1],
  ] as const;
  names.forEach(([name, creatorName, auth], index) => {
    world.organizations.set(name, { id: 1422 + index, name, creatorName, auth });
  });
}

function addWorkspaces(world: World): void {
  const rest = { authType: 'PUBLIC' } as const;
  world.workspaces.push(
    { ...rest, id: '0', name: 'default', description: 'Default workspace' },
    { ...rest, id: world.random.hex(32), name: 'research', description: '研究 workspace' },
  );
}

const BUILT_IN = [
  ['mindspore_2.2.0-cann_7.0.1-py_3.9-euler_2.10.7-aarch64-snt9b', 'aarch64', 'ASCEND'],
  ['pytorch_2.1.0-cann_7.0.1-py_3.9-euler_2.10.7-aarch64-snt9b', 'aarch64', 'ASCEND'],
  ['pytorch1.10-cuda10.2-cudnn7-ubuntu18.04', 'x86_64', 'GPU'],
  ['tensorflow2.6-cuda11.2-cudnn8-ubuntu18.04', 'x86_64', 'GPU'],
  ['multi-engine-cpu-py37-ubuntu18.04', 'x86_64', 'CPU'],
] as const;

function addBuiltInImages(world: World): void {
  for (const [name, arch, category] of BUILT_IN) {
    addImage(world, {
      name,
      namespace: 'atelier',
      tag: '3.3.2',
      type: 'BUILD_IN',
      origin: 'CUSTOMIZE',
      visibility: 'PUBLIC',
      arch,
      resourceCategories: [category],
      createdAt: world.now() - 200 * DAY,
    });
  }
}

function addOwnImages(world: World): void {
  const day = (ago: number) => world.now() - ago * DAY;
  addImage(world, { name: 'llm-finetune', tag: 'v1', createdAt: day(21), description: 'First working setup' });
  addImage(world, {
    name: 'llm-finetune',
    tag: 'v2',
    createdAt: day(12),
    arch: 'aarch64',
    resourceCategories: ['ASCEND'],
    flavorType: 'ASCEND_SNT9B',
  });
  addImage(world, {
    name: 'llm-finetune',
    tag: 'v3',
    createdAt: day(3),
    arch: 'aarch64',
    resourceCategories: ['ASCEND'],
    flavorType: 'ASCEND_SNT9B',
  });
  addImage(world, { name: 'pytorch-experiments', tag: '1.2.0', createdAt: day(9) });
  addImage(world, {
    name: 'detector',
    namespace: 'vision.lab',
    tag: '20260901-1830',
    createdAt: day(30),
    origin: 'CUSTOMIZE',
  });
  addImage(world, {
    name: 'pytorch-experiments',
    tag: '1.3.0',
    createdAt: day(2),
    status: 'CREATE_FAILED',
    statusMessage: 'container size 41G is greater than threshold 35G',
    size: undefined,
  });
  addImage(world, {
    name: 'legacy',
    tag: 'latest',
    createdAt: day(90),
    status: 'ERROR',
    statusMessage: 'the image cannot be found in SWR',
    size: undefined,
  });
}
