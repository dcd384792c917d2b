import { aNotebook } from './builders';
import { FLAVORS, type FlavorCode } from './flavors';
import { type Lease, NOTEBOOK_STATUSES, type Notebook, type Owner } from './resources';
import type { World } from './world';

/** Returns one notebook of each kind, the newest first, starting with ordinary ones. */
function sampleNotebooks(world: World, owner: Owner): readonly Notebook[] {
  const facts = [...running(world), ...inEveryOtherStatus(), ...unrecognized()];
  return facts.map((fact, index) => aNotebook(world, { owner, ...createdHoursAgo(world, 2 + index), ...fact }));
}

function running(world: World): readonly Partial<Notebook>[] {
  const dedicated = { id: `pool-${world.random.hex(8)}`, name: 'pool-ascend-team' };
  const noEnd = { createdAt: world.now(), updatedAt: world.now(), durationMs: -1, enabled: false, type: undefined };
  const research = world.workspaces[1]?.id ?? '0';
  const npu = 'modelarts.bm.npu.arm.8snt9b.d';
  return [
    {
      name: 'llm-finetune',
      flavor: npu,
      lease: leaseOf(world, 'TIMING', 7.5),
      sshPort: 31205,
      description: 'LoRA runs',
    },
    { name: 'pytorch-experiments', flavor: 'modelarts.vm.gpu.v100', sshPort: 30122 },
    { name: 'data-cleaning', lease: leaseOf(world, 'TIMING', 0.15) },
    { name: 'speech-demo', flavor: 'modelarts.vm.gpu.tnt004', lease: leaseOf(world, 'IDLE', 1) },
    { name: 'always-on', flavor: 'modelarts.vm.npu.arm.snt3', lease: noEnd },
    { name: 'pool-training', flavor: npu, pool: dedicated, volumeGb: 500 },
    { name: 'paper-figures', workspaceId: research },
  ];
}

const REASONS: Readonly<Record<string, string>> = {
  CREATE_FAILED: 'The subnet has no free IP address',
  START_FAILED: 'Resources of the selected flavor are sold out',
  DELETE_FAILED: 'The EVS disk is in use',
  ERROR: 'The node of the instance is faulty',
};

/** Their status does not change, because the emulator only changes notebooks that it starts, stops or saves itself. */
function inEveryOtherStatus(): readonly Partial<Notebook>[] {
  return NOTEBOOK_STATUSES.filter((status) => status !== 'RUNNING').map((status) => ({
    name: `nb-${status.toLowerCase().replaceAll('_', '-')}`,
    status,
    failReason: REASONS[status],
    flavor: status === 'SNAPSHOTTING' ? 'modelarts.vm.gpu.tnt004' : 'modelarts.vm.cpu.8u',
  }));
}

function unrecognized(): readonly Partial<Notebook>[] {
  const nothing = { user: null, image: null, lease: null, volume: null, pool: null, endpoints: null, tags: null };
  return [
    { name: 'word-from-the-future', status: 'HIBERNATING' },
    { name: 'nothing-nested', overlay: { ...nothing, user_id: null, flavor: null, custom_spec: null } },
    { name: '实验-图像分类 🚀' },
    { name: 'تجربة \u202egnp.exe\u202c \u200f', status: 'STOPPED' },
    { name: '**bold** [run](command:workbench.action.quit) $(trash) <img src=x>', status: 'STOPPED' },
    { name: `very-long-${'name-'.repeat(60)}end`, status: 'STOPPED' },
    { name: 'data-cleaning', status: 'STOPPED', description: 'Has the same name as another notebook' },
  ];
}

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

const HOUR = 3_600_000;

/** Returns the dates of a notebook created `hours` ago. */
function createdHoursAgo(world: World, hours: number): Pick<Notebook, 'createdAt' | 'updatedAt'> {
  const at = world.now() - hours * HOUR;
  return { createdAt: at, updatedAt: at };
}

/** Returns a lease that ends in `hoursLeft` hours, or undefined if `type` is undefined. */
function leaseOf(world: World, type: Lease['type'], hoursLeft: number): Lease | undefined {
  if (type === undefined) return undefined;
  const createdAt = world.now() - HOUR;
  return { createdAt, updatedAt: createdAt, durationMs: Math.round((hoursLeft + 1) * HOUR), enabled: true, type };
}
