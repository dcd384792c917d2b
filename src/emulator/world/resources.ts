import type { Fields } from '../fields';

/** The statuses on API page ShowNotebook. */
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

/** Settings for the automatic stop of a notebook. */
export interface Lease {
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Milliseconds from {@link Lease.createdAt}. -1: no end. */
  readonly durationMs: number;
  readonly enabled: boolean;
  /** Undefined if omitted, as the service sometimes does. */
  readonly type: 'TIMING' | 'IDLE' | undefined;
}

/** A notebook. Changed only through the world. */
export interface Notebook {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** `NOTEBOOK` (billed) or `DEFAULT` (the user's free notebook). */
  readonly feature: 'NOTEBOOK' | 'DEFAULT';
  /** Code of a flavor. */
  readonly flavor: string;
  /** One of {@link NOTEBOOK_STATUSES}, or an undocumented status. */
  readonly status: string;
  readonly imageId: string;
  readonly lease: Lease | undefined;
  readonly owner: Owner;
  /** `0`: the default workspace. */
  readonly workspaceId: string;
  readonly pool: { readonly id: string; readonly name: string } | undefined;
  readonly volumeGb: number;
  readonly sshPort: number | undefined;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly failReason: string | undefined;
  /** The notebook's own Jupyter token, a secret. */
  readonly token: string;
  /** Overrides fields of responses, so that tests can create undocumented notebooks. */
  readonly overlay: Fields;
}

/** An image. Changed only through the world. */
export interface Image {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  /** Organization in SWR. */
  readonly namespace: string;
  readonly tag: string;
  readonly description: string;
  /** INIT, CREATING, ACTIVE, CREATE_FAILED, ERROR, DELETED, or an undocumented status. */
  readonly status: string;
  /** Latest message of the build. */
  readonly statusMessage: string | undefined;
  readonly type: 'BUILD_IN' | 'DEDICATED';
  readonly origin: 'CUSTOMIZE' | 'IMAGE_SAVE';
  readonly visibility: 'PRIVATE' | 'PUBLIC';
  readonly arch: 'x86_64' | 'aarch64';
  readonly resourceCategories: readonly string[];
  /** Type of the accelerator, e.g. `ASCEND_SNT9B`. Undefined if there is none. */
  readonly flavorType: string | undefined;
  readonly serviceType: 'COMMON' | 'INFERENCE' | 'TRAIN' | 'DEV' | 'UNKNOWN';
  readonly devServices: readonly string[];
  /** Bytes. */
  readonly size: number | undefined;
  /** Full pull address. */
  readonly swrPath: string;
  readonly workspaceId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Time from which requests return it, milliseconds since the epoch. */
  readonly visibleFrom: number;
  /** Overrides fields of responses. */
  readonly overlay: Fields;
}

/** An IAM user. */
export interface Owner {
  /** 32 characters, `[0-9a-z]`. */
  readonly id: string;
  readonly name: string;
}

/** An organization of SWR. */
export interface Organization {
  readonly id: number;
  readonly name: string;
  readonly creatorName: string;
  /** 7 = manage, 3 = edit, 1 = read. */
  readonly auth: 7 | 3 | 1;
}

/** A tag of a repository of SWR. */
export interface RepositoryTag {
  readonly namespace: string;
  readonly repository: string;
  readonly tag: string;
  /** Bytes. */
  readonly size: number;
  readonly digest: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** A workspace of ModelArts. */
export interface Workspace {
  /** `0`, or 32 characters. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly authType: 'PUBLIC' | 'PRIVATE' | 'INTERNAL';
}
