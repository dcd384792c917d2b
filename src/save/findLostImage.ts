import { type Image, imagePhase } from '../model/image';
import type { ImageRequest } from '../model/imageRequest';
import type { ImageFinder } from './imageSource';
import { isBeingSaved } from './isBeingSaved';

/** A request for a save of which no answer came. */
export interface LostRequest {
  readonly notebookId: string;
  readonly request: ImageRequest;
  /** When it left; milliseconds since the epoch, by the clock of this machine. */
  readonly requestedAt: number;
}

/** A lost request that is searched for. */
export interface LostSearch extends LostRequest {
  /** When it was clear that no answer would come; milliseconds since the epoch, by the clock of this machine. */
  readonly lostAt: number;
}

/** What the service shows of a lost request: its image, or what the notebook is doing. */
export type SaveEvidence =
  | { readonly kind: 'image'; readonly image: Image }
  /** Without a tag in the request, more than one image may be its own. */
  | { readonly kind: 'several' }
  /** No image yet; `isSaving`: the notebook is being saved, undefined = cannot be told. */
  | { readonly kind: 'none'; readonly isSaving: boolean | undefined };

/** An accepted save shows itself within that time: by its image in the list, or by its notebook as being saved. */
export const SHOWS_WITHIN_MS = 120_000;
/** The gateway refuses requests whose date is further off, so no clocks are further apart. Source: HELP devg-apisign. */
const MAX_CLOCK_DIFFERENCE_MS = 15 * 60_000;
/** A `Date` header has whole seconds, and comes a while after it was written. */
const MIN_CLOCK_DIFFERENCE_MS = 5000;

/**
 * Looks for the image of a lost request: one of exactly its namespace, name and tag, made since it left. Of a request without
 * a tag, the time decides: only an image made until an accepted save would have shown itself is a candidate.
 *
 * @param isTaken true for the image of another save
 * @throws what keeps it from looking
 */
export async function findLostImage(
  service: ImageFinder,
  lost: LostSearch,
  { now, isTaken }: { readonly now: () => number; readonly isTaken: (imageId: string) => boolean },
  signal: AbortSignal,
): Promise<SaveEvidence> {
  const { namespace, name, workspaceId } = lost.request;
  // No source says whether a list without a workspace has the images of all.
  const place = workspaceId === '0' ? {} : { workspaceId };
  const { images, serverTime } = await service.findImages({ namespace, name, ...place }, signal);
  const since = lost.requestedAt + earliest(serverTime, now());
  const until = lost.lostAt + SHOWS_WITHIN_MS + latest(serverTime, now());
  const isUntagged = lost.request.tag === '';
  const candidates = images
    .filter((each) => isOf(lost.request, each) && isMadeSince(since, each) && !isTaken(each.id))
    .filter((each) => !isUntagged || (each.createdAt ?? since) <= until)
    .sort((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0));
  const [image] = candidates;
  if (isUntagged && candidates.length > 1) return { kind: 'several' };
  if (image) return { kind: 'image', image };
  return { kind: 'none', isSaving: await isBeingSaved(service, lost.notebookId, signal) };
}

/**
 * What to add to a time of this machine to be surely no later than the service's time at that moment. The header is the
 * gateway's, which may be ahead of the service behind it: it only ever makes the time earlier.
 */
function earliest(serverTime: number | undefined, now: number): number {
  if (serverTime === undefined) return -MAX_CLOCK_DIFFERENCE_MS;
  return Math.min(0, serverTime - now) - MIN_CLOCK_DIFFERENCE_MS;
}

/** What to add to a time of this machine to be surely no earlier than the service's time at that moment. */
function latest(serverTime: number | undefined, now: number): number {
  if (serverTime === undefined) return MAX_CLOCK_DIFFERENCE_MS;
  return Math.max(0, serverTime - now) + MIN_CLOCK_DIFFERENCE_MS;
}

/** Without a tag to go by, an image that was registered is none of a save's. */
function isOf({ namespace, name, tag }: ImageRequest, image: Image): boolean {
  if (image.namespace !== namespace || image.name !== name) return false;
  return tag === '' ? image.origin !== 'CUSTOMIZE' : image.tag === tag;
}

/** An image that does not say when it was made is taken for a recent one while it is being made. */
function isMadeSince(since: number, image: Image): boolean {
  return image.createdAt === undefined ? imagePhase(image) === 'saving' : image.createdAt >= since;
}
