import type { Fields } from '../fields';

/** One image; altered only through the world. */
export interface Image {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  /** Organization in SWR. */
  readonly namespace: string;
  readonly tag: string;
  readonly description: string;
  /** INIT, CREATING, ACTIVE, CREATE_FAILED, ERROR, DELETED, or a word that nobody knows. */
  readonly status: string;
  /** What the builder last said. */
  readonly statusMessage: string | undefined;
  readonly type: 'BUILD_IN' | 'DEDICATED';
  readonly origin: 'CUSTOMIZE' | 'IMAGE_SAVE';
  readonly visibility: 'PRIVATE' | 'PUBLIC';
  readonly arch: 'x86_64' | 'aarch64';
  readonly resourceCategories: readonly string[];
  /** Kind of the accelerator, such as `ASCEND_SNT9B`; undefined = none. */
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
  /** Until then nobody sees it; milliseconds since the epoch. */
  readonly visibleFrom: number;
  /** Laid over what is sent. */
  readonly overlay: Fields;
}
