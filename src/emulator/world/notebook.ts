import type { Fields } from '../fields';
import type { Owner } from './owner';

/** Every status of API page ShowNotebook. */
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

/** When a notebook stops by itself. */
export interface Lease {
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Milliseconds from {@link Lease.createdAt}; -1 = no end. */
  readonly durationMs: number;
  readonly enabled: boolean;
  /** Undefined = left out, as the service sometimes does. */
  readonly type: 'TIMING' | 'IDLE' | undefined;
}

/** One notebook of the world; altered only through the world. */
export interface Notebook {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** `NOTEBOOK` (billed), `DEFAULT` (the free one of a user). */
  readonly feature: 'NOTEBOOK' | 'DEFAULT';
  /** Code of a flavor. */
  readonly flavor: string;
  /** One of {@link NOTEBOOK_STATUSES}, or a word that nobody knows. */
  readonly status: string;
  readonly imageId: string;
  readonly lease: Lease | undefined;
  readonly owner: Owner;
  /** `0` = the default one. */
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
  /** Laid over what is sent: how a test makes a notebook that is not as documented. */
  readonly overlay: Fields;
}
