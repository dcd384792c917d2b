import { aNotebook } from './aNotebook';
import { FLAVORS, type FlavorCode } from './flavors';
import { createdHoursAgo, leaseOf } from './history';
import type { Notebook } from './notebook';
import { sampleNotebooks } from './sampleNotebooks';
import type { World } from './world';

/**
 * Generates the notebooks of an account, the newest first.
 *
 * @param count number of billed notebooks of the user; by default one of each kind
 */
export function generatedNotebooks(world: World, count: number | undefined): readonly Notebook[] {
  const mine = sampleNotebooks(world, world.me).slice(0, count);
  const more = Array.from({ length: Math.max(0, (count ?? 0) - mine.length) }, (_, index) =>
    generatedNotebook(world, index),
  );
  const free = { name: 'codelab-free', feature: 'DEFAULT', flavor: 'modelarts.vm.cpu.free', volumeGb: 5 } as const;
  return count === 0
    ? []
    : [...mine, ...more, ...foreignNotebooks(world), aNotebook(world, { ...free, ...createdHoursAgo(world, 900) })];
}

const TOPICS = [
  'bert',
  'resnet',
  'yolo',
  'whisper',
  'tabular',
  'rl-agent',
  'diffusion',
  'ocr',
  'speech',
  'graph',
] as const;
const STATUSES = ['RUNNING', 'RUNNING', 'RUNNING', 'STOPPED', 'STOPPED', 'STOPPED', 'STOPPED', 'START_FAILED'] as const;
const LEASES = ['TIMING', 'IDLE', undefined] as const;

/** Flavors of generated notebooks. */
const CODES: readonly [FlavorCode, ...FlavorCode[]] = [
  'modelarts.vm.cpu.8u',
  'modelarts.vm.gpu.tnt004',
  'modelarts.vm.gpu.v100',
  'modelarts.bm.npu.arm.8snt9b.d',
];

function generatedNotebook(world: World, index: number): Notebook {
  const { random } = world;
  const flavor = random.pick(CODES);
  return aNotebook(world, {
    name: `${random.pick(TOPICS)}-${FLAVORS[flavor].category.toLowerCase()}-${index + 1}`,
    flavor,
    status: random.pick(STATUSES),
    lease: leaseOf(world, random.pick(LEASES), 1 + (index % 72)),
    ...createdHoursAgo(world, 100 + index),
  });
}

function foreignNotebooks(world: World): readonly Notebook[] {
  const colleagues = ['chen.xiao', 'maria.silva', '王伟'].map((name) => ({ id: world.random.hex(32), name }));
  return colleagues.flatMap((owner, index) => [
    aNotebook(world, { name: `${owner.name}-notebook`, owner, ...createdHoursAgo(world, 300 + index) }),
    aNotebook(world, { name: 'batch-eval', owner, status: 'STOPPED', ...createdHoursAgo(world, 310 + index) }),
  ]);
}
