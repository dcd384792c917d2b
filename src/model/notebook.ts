/**
 * One row of the notebook list: flat and limited to what a row displays, because ten thousand are kept in memory.
 * Source: API page ListNotebooks.
 */
export interface Notebook {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  /** A {@link NotebookStatus}, or an unknown status as the service wrote it. */
  readonly status: NotebookStatus | UnknownValue;
  /** Flavor code, e.g. `modelarts.vm.cpu.2u`. */
  readonly flavor: string | undefined;
  /** `NOTEBOOK` (billed) or `DEFAULT` (free). */
  readonly feature: string | undefined;
  readonly ownerId: string | undefined;
  readonly ownerName: string | undefined;
  /** Name of the image it runs on; after a save, that of the saved image. */
  readonly imageName: string | undefined;
  /** Name of the dedicated resource pool, if it runs in one. */
  readonly poolName: string | undefined;
  readonly workspaceId: string | undefined;
  /** Whether it has an SSH endpoint; undefined if unknown. */
  readonly ssh: boolean | undefined;
  /** Milliseconds since the epoch (UTC). */
  readonly createdAt: number | undefined;
  /** Start of the current lease: `lease.create_at`, in milliseconds since the epoch. */
  readonly leaseStartedAt: number | undefined;
  /**
   * When it stops automatically: `lease.create_at + lease.duration`, in milliseconds since the epoch. Undefined if
   * never or unknown.
   */
  readonly leaseEndsAt: number | undefined;
}

/** A status that this version does not know; kept and displayed unchanged. */
export type UnknownValue = string & Record<never, never>;

/** A notebook with all details except `token` and `url`. Source: API page ShowNotebook. */
export interface NotebookDetails extends Notebook {
  readonly description: string | undefined;
  /** Why the notebook failed, as the service puts it. */
  readonly failReason: string | undefined;
  readonly image: {
    readonly id: string | undefined;
    readonly name: string | undefined;
    readonly reference: string | undefined;
  };
  readonly lease: Lease | undefined;
  readonly volume: Volume | undefined;
  readonly dataVolumes: readonly Volume[];
  /** URI of the SSH endpoint, e.g. `ssh://ma-user@dev-modelarts.example.com:31205`. */
  readonly sshUri: string | undefined;
  /** Names of the key pairs accepted for SSH. */
  readonly keyPairs: readonly string[];
  /** Milliseconds since the epoch (UTC). */
  readonly updatedAt: number | undefined;
  /** Steps of a start, e.g. `{ step: 2, status: 'PROCESSING' }`. */
  readonly progress: readonly ActionStep[];
}

/** The time a notebook runs until it stops automatically. Source: API page ShowNotebook, `lease`. */
export interface Lease {
  /** Milliseconds since the epoch (UTC). */
  readonly createdAt: number;
  /** Milliseconds from {@link Lease.createdAt}; -1 for no end. */
  readonly durationMs: number;
  readonly enabled: boolean;
  /** Lowercase: `timing` (a fixed duration) or `idle` (after a period without use). */
  readonly type: string | undefined;
}

/** Storage of a notebook. */
export interface Volume {
  /** `EVS`, `EFS`, `OBS`, `OBSFS`, `SFS`. */
  readonly category: string | undefined;
  readonly capacityGb: number | undefined;
  /** A mounted volume is never included in a saved image. */
  readonly mountPath: string | undefined;
}

/** A step of an operation that is in progress. */
export interface ActionStep {
  readonly step: number;
  readonly status: string;
  readonly description: string | undefined;
}

/** Notebook statuses. Source: API page ShowNotebook. */
export const NOTEBOOK_STATUSES = [
  'INIT',
  'CREATING',
  'STARTING',
  'STOPPING',
  'DELETING',
  'RUNNING',
  'STOPPED',
  'SNAPSHOTTING',
  'CREATE_FAILED',
  'START_FAILED',
  'DELETE_FAILED',
  'ERROR',
  'DELETED',
  'FROZEN',
] as const;

/** A documented notebook status. */
export type NotebookStatus = (typeof NOTEBOOK_STATUSES)[number];

const KNOWN: ReadonlySet<string> = new Set(NOTEBOOK_STATUSES);

/** True for a documented notebook status. */
export function isNotebookStatus(word: string): word is NotebookStatus {
  return KNOWN.has(word);
}

const IN_TRANSITION: ReadonlySet<string> = new Set<NotebookStatus>([
  'INIT',
  'CREATING',
  'STARTING',
  'STOPPING',
  'DELETING',
  'SNAPSHOTTING',
]);

/** True while the service is about to change the status. */
export function isInTransition(status: string): boolean {
  return IN_TRANSITION.has(status);
}

/** Copies only the fields that a row displays, because ten thousand rows are kept in memory. */
export function toNotebookRow(notebook: Notebook): Notebook {
  return {
    id: notebook.id,
    name: notebook.name,
    status: notebook.status,
    flavor: notebook.flavor,
    feature: notebook.feature,
    ownerId: notebook.ownerId,
    ownerName: notebook.ownerName,
    imageName: notebook.imageName,
    poolName: notebook.poolName,
    workspaceId: notebook.workspaceId,
    ssh: notebook.ssh,
    createdAt: notebook.createdAt,
    leaseStartedAt: notebook.leaseStartedAt,
    leaseEndsAt: notebook.leaseEndsAt,
  };
}

/** True if both display the same row. */
export function isSameNotebook(one: Notebook, other: Notebook): boolean {
  const otherValues = Object.values(toNotebookRow(other));
  return Object.values(toNotebookRow(one)).every((value, index) => value === otherValues[index]);
}

/**
 * Removes the prefix that most flavors share: `modelarts.vm.gpu.v100` → `gpu.v100`. The prefix of bare metal (`bm`) is
 * kept, because it is the exception.
 */
export function shortFlavor(flavor: string): string {
  return flavor.replace(/^modelarts\.(?:vm\.)?(?=.)/, '');
}
