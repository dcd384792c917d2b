import type { ModelArtsError } from '../model/errors';
import type { Image } from '../model/image';
import type { ImageRequest } from '../model/imageRequest';
import type { Notebook } from '../model/notebook';
import { imageReference, withTag } from '../model/reference';
import { isInProgress, type SaveState } from './saveState';

/** What is to be saved, as what, and with which connection. */
export interface SaveOrder {
  /** Name of the connection. */
  readonly connection: string;
  /** Host the image will be pulled from, e.g. `swr.cn-north-4.myhuaweicloud.com`. */
  readonly registry: string;
  readonly notebook: Pick<Notebook, 'id' | 'name'>;
  readonly request: ImageRequest;
  /** True = the notebook is stopped once the image can be used, and never before. */
  readonly stopAfterwards?: boolean;
}

/** A save that somebody else asked for, and that is to be followed from here. */
export interface FollowOrder {
  readonly connection: string;
  readonly notebook: Pick<Notebook, 'id' | 'name'>;
  /** The image that is being made; undefined = not known, it is looked for. */
  readonly image: Image | undefined;
}

/** What becomes of the wish to stop the notebook once it is saved. */
export type Stopping =
  | { readonly kind: 'notWanted' }
  /** It waits for the image. */
  | { readonly kind: 'wanted' }
  /** The request was sent once; when the window ends now, it stays unknown what came of it. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'failed'; readonly error: ModelArtsError }
  /** No image came of the save, so the notebook runs on. */
  | { readonly kind: 'dropped' };

/** One save from the click on: plain facts, enough for a row and for following it again; never a secret. */
export interface Save {
  /** Given here, a UUID: the service knows a save only once it has an image id. */
  readonly id: string;
  readonly connection: string;
  readonly notebook: Pick<Notebook, 'id' | 'name'>;
  /** What was asked for; undefined = somebody else asked. */
  readonly request: ImageRequest | undefined;
  /**
   * The pull address: as expected at first, as the service told once it did. Without a tag while the service has not named
   * the one it chose. Empty = not known yet.
   */
  readonly reference: string;
  /** Milliseconds since the epoch; elapsed time counts from here. */
  readonly requestedAt: number;
  /** When the present or last following began: `requestedAt` unless it was resumed. Milliseconds since the epoch. */
  readonly followedSince: number;
  /** When the end was noticed, or the following ended; undefined while under way. Milliseconds since the epoch. */
  readonly endedAt: number | undefined;
  /** The service's id of the request that was made, for its support, as far as an answer told it. */
  readonly requestId: string | undefined;
  readonly state: SaveState;
  readonly stopping: Stopping;
}

/** A save that is about to be requested. `now`: milliseconds since the epoch. */
export function newSave(order: SaveOrder, now: number): Save {
  const { connection, registry, notebook, request } = order;
  return {
    id: crypto.randomUUID(),
    connection,
    notebook: { id: notebook.id, name: notebook.name },
    request,
    reference: imageReference(registry, request),
    requestedAt: now,
    followedSince: now,
    endedAt: undefined,
    requestId: undefined,
    state: { phase: 'requesting' },
    stopping: { kind: order.stopAfterwards ? 'wanted' : 'notWanted' },
  };
}

/** A save that somebody else asked for. Elapsed time counts from when its image was made, where that is known. */
export function newSaveElsewhere({ connection, notebook, image }: FollowOrder, now: number): Save {
  return {
    id: crypto.randomUUID(),
    connection,
    notebook: { id: notebook.id, name: notebook.name },
    request: undefined,
    reference: image?.reference ?? '',
    requestedAt: Math.min(image?.createdAt ?? now, now),
    followedSince: now,
    endedAt: undefined,
    requestId: undefined,
    state: image
      ? { phase: 'saving', image, trouble: undefined }
      : { phase: 'savingElsewhere', runsOn: undefined, trouble: undefined },
    stopping: { kind: 'notWanted' },
  };
}

/**
 * The save in another state.
 *
 * @param now becomes its end, unless it is under way
 * @param requestId of the answer that accepted it, where that told it
 */
export function withState(save: Save, state: SaveState, now: number, requestId = save.requestId): Save {
  const image = 'image' in state ? state.image : undefined;
  return {
    ...save,
    state,
    reference: image?.reference ?? expectedReference(save, image),
    requestId: requestIdOf({ state, requestId }),
    endedAt: isInProgress(state) ? undefined : now,
  };
}

/** The address of a save whose image does not name one: as it was, with the tag that the service has chosen. */
function expectedReference({ reference, request }: Save, image: Image | undefined): string {
  const isUntagged = request?.tag === '' && reference.endsWith(`/${request.name}`);
  return isUntagged ? withTag(reference, image?.tag ?? '') : reference;
}

/** How long a save has taken so far, or took; milliseconds. */
export function elapsedMs({ requestedAt, endedAt }: Pick<Save, 'requestedAt' | 'endedAt'>, now: number): number {
  return Math.max(0, (endedAt ?? now) - requestedAt);
}

/** The service's id of the request that ended the save, else of the one that began it; undefined where none is known. */
export function requestIdOf({ state, requestId }: Pick<Save, 'state' | 'requestId'>): string | undefined {
  if (!('error' in state)) return requestId;
  const { error } = state;
  const reported = error.kind === 'outcomeUnknown' || error.kind === 'notSaved' ? error.cause : error;
  return (hasRequestId(reported) ? reported.requestId : undefined) ?? requestId;
}

function hasRequestId(error: unknown): error is { readonly requestId: string | undefined } {
  return typeof error === 'object' && error !== null && 'requestId' in error;
}
