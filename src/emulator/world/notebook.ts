import type { Fields } from '../fields';
import type { Owner } from './organization';

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
