import type { NotebookStatus } from './notebookStatus';

/**
 * One row of a notebook list: flat, and no more than a row shows, because ten thousand of them are kept.
 * Source: API page ListNotebooks.
 */
export interface Notebook {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  /** A word of {@link NotebookStatus}, or one that this version does not know, as the service wrote it. */
  readonly status: NotebookStatus | UnknownValue;
  /** Flavor code such as `modelarts.vm.cpu.2u`. */
  readonly flavor: string | undefined;
  /** `NOTEBOOK` (billed) or `DEFAULT` (free). */
  readonly feature: string | undefined;
  readonly ownerId: string | undefined;
  readonly ownerName: string | undefined;
  /** Name of the image it runs on; changes to the saved image after a save. */
  readonly imageName: string | undefined;
  /** Name of the dedicated resource pool, if it runs in one. */
  readonly poolName: string | undefined;
  readonly workspaceId: string | undefined;
  /** Whether it has an SSH endpoint; undefined = not told. */
  readonly ssh: boolean | undefined;
  /** Milliseconds since the epoch (UTC). */
  readonly createdAt: number | undefined;
  /** When its present lease began: `lease.create_at`, milliseconds since the epoch. */
  readonly leaseStartedAt: number | undefined;
  /** When it stops by itself: `lease.create_at + lease.duration`, milliseconds since the epoch; undefined = never, or not told. */
  readonly leaseEndsAt: number | undefined;
}

/** A status word of the service that this version does not know: kept and shown as it is. */
export type UnknownValue = string & Record<never, never>;

/** All there is to say of one notebook, without its `token` and `url`. Source: API page ShowNotebook. */
export interface NotebookDetails extends Notebook {
  readonly description: string | undefined;
  /** Why it failed, in the service's words. */
  readonly failReason: string | undefined;
  readonly image: {
    readonly id: string | undefined;
    readonly name: string | undefined;
    readonly reference: string | undefined;
  };
  readonly lease: Lease | undefined;
  readonly volume: Volume | undefined;
  readonly dataVolumes: readonly Volume[];
  /** Address of its SSH endpoint, e.g. `ssh://ma-user@dev-modelarts.example.com:31205`. */
  readonly sshUri: string | undefined;
  /** Names of the key pairs that may log in by SSH. */
  readonly keyPairs: readonly string[];
  /** Milliseconds since the epoch (UTC). */
  readonly updatedAt: number | undefined;
  /** Steps of a start, e.g. `{ step: 2, status: 'PROCESSING' }`. */
  readonly progress: readonly ActionStep[];
}

export interface Lease {
  /** Milliseconds since the epoch (UTC). */
  readonly createdAt: number;
  /** Milliseconds from {@link Lease.createdAt}, not from now; -1 = no end. */
  readonly durationMs: number;
  readonly enabled: boolean;
  /** `timing` (a fixed time) or `idle` (after a time without use), lower case. */
  readonly type: string | undefined;
}

export interface Volume {
  /** `EVS`, `EFS`, `OBS`, `OBSFS`, `SFS`. */
  readonly category: string | undefined;
  readonly capacityGb: number | undefined;
  /** A mounted volume is never part of a saved image. */
  readonly mountPath: string | undefined;
}

export interface ActionStep {
  readonly step: number;
  readonly status: string;
  readonly description: string | undefined;
}
