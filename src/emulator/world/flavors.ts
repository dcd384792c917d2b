/** A machine type. */
export interface Flavor {
  readonly category: 'CPU' | 'GPU' | 'ASCEND';
  readonly arch: 'x86_64' | 'aarch64';
  readonly cpu: number;
  /** Gigabytes. */
  readonly memory: number;
  readonly accelerator?: string;
  /** `flavor_type` of images saved on it. */
  readonly imageType?: string;
}

/** Flavors by code. */
export const FLAVORS = {
  'modelarts.vm.cpu.2u': { category: 'CPU', arch: 'x86_64', cpu: 2, memory: 8 },
  'modelarts.vm.cpu.8u': { category: 'CPU', arch: 'x86_64', cpu: 8, memory: 32 },
  'modelarts.vm.cpu.free': { category: 'CPU', arch: 'x86_64', cpu: 2, memory: 4 },
  'modelarts.vm.gpu.tnt004': { category: 'GPU', arch: 'x86_64', cpu: 8, memory: 32, accelerator: 'GP-Tnt004' },
  'modelarts.vm.gpu.v100': { category: 'GPU', arch: 'x86_64', cpu: 8, memory: 64, accelerator: 'GP-Vnt1' },
  'modelarts.bm.npu.arm.8snt9b.d': {
    category: 'ASCEND',
    arch: 'aarch64',
    cpu: 192,
    memory: 1536,
    accelerator: 'Ascend-snt9b',
    imageType: 'ASCEND_SNT9B',
  },
  'modelarts.vm.npu.arm.snt3': {
    category: 'ASCEND',
    arch: 'aarch64',
    cpu: 8,
    memory: 32,
    accelerator: 'Ascend-snt3',
    imageType: 'ASCEND_SNT3',
  },
} as const satisfies Readonly<Record<string, Flavor>>;

/** Code of a flavor in {@link FLAVORS}. */
export type FlavorCode = keyof typeof FLAVORS;

const BY_CODE: ReadonlyMap<string, Flavor> = new Map(Object.entries(FLAVORS));

/** Returns the flavor with this code, or undefined if it is unknown. */
export function flavorOf(code: string): Flavor | undefined {
  return BY_CODE.get(code);
}
