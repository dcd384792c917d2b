import { type Image, imagePhase } from '../model/image';
import type { ImageRequest } from '../model/imageRequest';
import { type ImageFinder, isBeingSaved } from './imageSource';

/** A create-image request that got no response. */
export interface LostRequest {
  readonly notebookId: string;
  readonly request: ImageRequest;
  /** When the request was sent; milliseconds since the epoch, local clock. */
  readonly requestedAt: number;
}

/** A lost request to search for. */
export interface LostSearch extends LostRequest {
  /** When the request was considered lost; milliseconds since the epoch, local clock. */
  readonly lostAt: number;
}

/** What the service shows of a lost request: its image, or whether its notebook is being saved. */
export type SaveEvidence =
  | { readonly kind: 'image'; readonly image: Image }
  /** The request had no tag and more than one image matches it. */
  | { readonly kind: 'several' }
  /** No image yet. `isSaving`: whether the notebook is being saved; undefined = unknown. */
  | { readonly kind: 'none'; readonly isSaving: boolean | undefined };

/** An accepted save becomes visible within this time: its image is listed, or its notebook is SNAPSHOTTING. */
export const VISIBLE_WITHIN_MS = 120_000;
/**
 * The gateway refuses requests whose date differs by more, so the clocks cannot differ by more. Source: HELP
 * devg-apisign.
 */
const MAX_CLOCK_OFFSET_MS = 15 * 60_000;
/** A `Date` header has a resolution of one second and arrives some time after it was written. */
const MIN_CLOCK_OFFSET_MS = 5000;

/**
 * Searches for the image of a lost request: an image with exactly its namespace, name and tag, created after the
 * request was sent. If the request has no tag, an image also counts only if it was created before an accepted save
 * would have become visible.
 *
 * @param isTaken true for an image that belongs to another save
 * @throws any error of the two requests
 */
export async function findLostImage(
  service: ImageFinder,
  lost: LostSearch,
  { now, isTaken }: { readonly now: () => number; readonly isTaken: (imageId: string) => boolean },
  signal: AbortSignal,
): Promise<SaveEvidence> {
  const { namespace, name, workspaceId } = lost.request;
  // No source says whether a list without a workspace covers all workspaces.
  const workspace = workspaceId === '0' ? {} : { workspaceId };
  const { images, serverTime } = await service.findImages({ namespace, name, ...workspace }, signal);
  const since = lost.requestedAt + earliestOffsetMs(serverTime, now());
  const until = lost.lostAt + VISIBLE_WITHIN_MS + latestOffsetMs(serverTime, now());
  const isUntagged = lost.request.tag === '';
  const candidates = images
    .filter((each) => matchesRequest(lost.request, each) && isCreatedSince(since, each) && !isTaken(each.id))
    .filter((each) => !isUntagged || (each.createdAt ?? since) <= until)
    .sort((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0));
  const [image] = candidates;
  if (isUntagged && candidates.length > 1) return { kind: 'several' };
  if (image) return { kind: 'image', image };
  return { kind: 'none', isSaving: await isBeingSaved(service, lost.notebookId, signal) };
}

/**
 * Offset to add to a local time so that the result is at or before the service's time. The `Date` header comes from the
 * gateway, whose clock may be ahead of the service's, so the header can only move the result back.
 */
function earliestOffsetMs(serverTime: number | undefined, now: number): number {
  if (serverTime === undefined) return -MAX_CLOCK_OFFSET_MS;
  return Math.min(0, serverTime - now) - MIN_CLOCK_OFFSET_MS;
}

/** Offset to add to a local time so that the result is at or after the service's time. */
function latestOffsetMs(serverTime: number | undefined, now: number): number {
  if (serverTime === undefined) return MAX_CLOCK_OFFSET_MS;
  return Math.max(0, serverTime - now) + MIN_CLOCK_OFFSET_MS;
}

/** A registered image never results from a save, so it cannot match a request without a tag. */
function matchesRequest({ namespace, name, tag }: ImageRequest, image: Image): boolean {
  if (image.namespace !== namespace || image.name !== name) return false;
  return tag === '' ? image.origin !== 'CUSTOMIZE' : image.tag === tag;
}

/** An image without a creation time counts as recent while it is being built. */
function isCreatedSince(since: number, image: Image): boolean {
  return image.createdAt === undefined ? imagePhase(image) === 'saving' : image.createdAt >= since;
}
