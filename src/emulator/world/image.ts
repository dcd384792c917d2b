import type { Fields } from '../fields';

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
