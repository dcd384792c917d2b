import type { UnknownValue } from './notebook';

/** Image statuses. Source: API page ShowImage. */
export const IMAGE_STATUSES = ['INIT', 'CREATING', 'ACTIVE', 'CREATE_FAILED', 'ERROR', 'DELETED'] as const;

/** A documented image status. */
export type ImageStatus = (typeof IMAGE_STATUSES)[number];

/** A container image. Source: API pages CreateImage and ShowImage. */
export interface Image {
  /** UUID, by which a save is followed. */
  readonly id: string;
  readonly name: string | undefined;
  /** SWR organization. */
  readonly namespace: string | undefined;
  readonly tag: string | undefined;
  readonly status: ImageStatus | UnknownValue;
  /** The builder's last message; present mostly during a save or after a failure. */
  readonly statusMessage: string | undefined;
  /** Full pull reference, e.g. `swr.example.com/team/base:1.0`. */
  readonly reference: string | undefined;
  /**
   * The image's `size`. The API page gives the unit as KB, but the value is in bytes: the sizes in the examples of
   * related pages (3,376,133,259) would otherwise be terabytes, SWR reports bytes, and error ModelArts.6771 counts in
   * bytes.
   */
  readonly sizeBytes: number | undefined;
  /** Milliseconds since the epoch (UTC). */
  readonly createdAt: number | undefined;
  /** Milliseconds since the epoch (UTC). */
  readonly updatedAt: number | undefined;
  /** Lowercase, e.g. `x86_64`, `aarch64`. */
  readonly arch: string | undefined;
  /** `IMAGE_SAVE` (saved from a notebook) or `CUSTOMIZE` (registered). */
  readonly origin: string | undefined;
  readonly description: string | undefined;
  /** `0` for the default workspace. */
  readonly workspaceId: string | undefined;
  /** Development services that can open the image, e.g. `NOTEBOOK`, `SSH`. */
  readonly devServices: readonly string[];
  /** Kinds of flavors the image runs on: `CPU`, `GPU`, `ASCEND`. */
  readonly resourceCategories: readonly string[];
  /** The same from the API page's second field, `support_res_categories`; missing in lists. */
  readonly supportedCategories: readonly string[];
  /** `COMMON`, `INFERENCE`, `TRAIN`, `DEV` or `UNKNOWN`. */
  readonly serviceType: string | undefined;
  /** `BUILD_IN`, or `DEDICATED` for the account's own images. */
  readonly type: string | undefined;
  /** `PRIVATE` or `PUBLIC`. */
  readonly visibility: string | undefined;
  /** Accelerator the image requires, e.g. `ASCEND_SNT9B`. */
  readonly flavorType: string | undefined;
}

/** The service's response to an accepted save. */
export interface AcceptedImage {
  /** The image that will be created. */
  readonly image: Image;
  /** The service's request ID, for its support team; undefined if missing. */
  readonly requestId: string | undefined;
}

/** The phase of a save. An unknown status counts as `saving`. */
export type ImagePhase = 'saving' | 'usable' | 'failed' | 'deleted';

/** Maps an image status to the phase of its save. */
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

/** Images with the same organization and name, which SWR calls a repository. */
export interface ImageRepository {
  /** Undefined if the service did not report it. */
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  /** Newest first. */
  readonly images: readonly Image[];
}

/** The repositories of one SWR organization. */
export interface ImageOrganization {
  readonly namespace: string | undefined;
  /** Sorted by their newest image, newest first. */
  readonly repositories: readonly ImageRepository[];
}

/**
 * Groups images by organization and name. Organizations are sorted by name; the repositories in each, and their images,
 * are sorted newest first.
 */
export function groupImages(images: readonly Image[]): readonly ImageOrganization[] {
  const newestFirst = images.toSorted((a, b) => creationTime(b) - creationTime(a));
  const organizations = Array.from(
    Map.groupBy(newestFirst, ({ namespace }) => namespace),
    ([namespace, members]) => ({
      namespace,
      repositories: Array.from(
        Map.groupBy(members, ({ name }) => name),
        ([name, group]) => ({ namespace, name, images: group }),
      ),
    }),
  );
  return organizations.toSorted((a, b) => compareNames(a.namespace, b.namespace));
}

function creationTime({ createdAt, updatedAt }: Image): number {
  return createdAt ?? updatedAt ?? 0;
}

/** Compares distinct names alphabetically; undefined comes last. */
function compareNames(a: string | undefined, b: string | undefined): number {
  return b === undefined || (a !== undefined && a < b) ? -1 : 1;
}
