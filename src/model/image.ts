import type { UnknownValue } from './notebook';

/** Every status the service documents for an image. Source: API page ShowImage. */
export const IMAGE_STATUSES = ['INIT', 'CREATING', 'ACTIVE', 'CREATE_FAILED', 'ERROR', 'DELETED'] as const;

export type ImageStatus = (typeof IMAGE_STATUSES)[number];

/** A container image as the service describes it. Source: API pages CreateImage and ShowImage. */
export interface Image {
  /** UUID; what a save is followed by. */
  readonly id: string;
  readonly name: string | undefined;
  /** SWR organization. */
  readonly namespace: string | undefined;
  readonly tag: string | undefined;
  readonly status: ImageStatus | UnknownValue;
  /** What the builder last said; present mostly while saving or after a failure. */
  readonly statusMessage: string | undefined;
  /** Full pull address, e.g. `swr.example.com/team/base:1.0`. */
  readonly reference: string | undefined;
  /**
   * The image's `size`. The API page defines it in KB; it is read as bytes, because the sizes in the examples of the sibling
   * pages (3,376,133,259) would be terabytes otherwise, SWR reports sizes in bytes, and error ModelArts.6771 counts in bytes.
   */
  readonly sizeBytes: number | undefined;
  /** Milliseconds since the epoch (UTC). */
  readonly createdAt: number | undefined;
  /** Milliseconds since the epoch (UTC). */
  readonly updatedAt: number | undefined;
  /** Lower case, e.g. `x86_64`, `aarch64`. */
  readonly arch: string | undefined;
  /** `IMAGE_SAVE` (saved from a notebook) or `CUSTOMIZE` (registered). */
  readonly origin: string | undefined;
  readonly description: string | undefined;
  /** `0` = the default workspace. */
  readonly workspaceId: string | undefined;
  /** Development services that can open the image, e.g. `NOTEBOOK`, `SSH`. */
  readonly devServices: readonly string[];
  /** Kinds of flavors that the image runs on: `CPU`, `GPU`, `ASCEND`. */
  readonly resourceCategories: readonly string[];
  /** The same by the page's second field for it, `support_res_categories`; rows of a list lack it. */
  readonly supportedCategories: readonly string[];
  /** `COMMON`, `INFERENCE`, `TRAIN`, `DEV` or `UNKNOWN`. */
  readonly serviceType: string | undefined;
  /** `BUILD_IN` or `DEDICATED` (the account's own). */
  readonly type: string | undefined;
  /** `PRIVATE` or `PUBLIC`. */
  readonly visibility: string | undefined;
  /** Accelerator that the image needs, e.g. `ASCEND_SNT9B`. */
  readonly flavorType: string | undefined;
}

/** What the service answers when it accepts a save. */
export interface AcceptedImage {
  /** The image that is going to be made. */
  readonly image: Image;
  /** The service's id of the request, for its support; undefined = not told. */
  readonly requestId: string | undefined;
}

/** What a status means to someone who waits. A word this version does not know means that it is still being saved. */
export type ImagePhase = 'saving' | 'usable' | 'failed' | 'deleted';

export function imagePhase({ status }: Pick<Image, 'status'>): ImagePhase {
  switch (status) {
    case 'ACTIVE':
      return 'usable';
    case 'CREATE_FAILED':
    case 'ERROR':
      return 'failed';
    case 'DELETED':
      return 'deleted';
    default:
      return 'saving';
  }
}
