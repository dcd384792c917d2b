import type { ImageRequest } from '../model/imageRequest';
import type { Notebook } from '../model/notebook';
import { imageReference } from '../model/reference';
import type { SaveState } from './saveState';

/** What a person wants saved, where to, and with which connection. */
export interface SaveOrder {
  /** Name of the connection; its secrets stay with the connection. */
  readonly connection: string;
  /** Host the image will be pulled from, e.g. `swr.cn-north-4.myhuaweicloud.com`. */
  readonly registry: string;
  readonly notebook: Pick<Notebook, 'id' | 'name'>;
  readonly request: ImageRequest;
}

/** One save from the click on: plain facts, enough for a row and for following it again; never a secret. */
export interface Save {
  /** Given here, a UUID: the service knows a save only once it has an image id. */
  readonly id: string;
  readonly connection: string;
  readonly notebook: Pick<Notebook, 'id' | 'name'>;
  readonly request: ImageRequest;
  /** The pull address: as expected at first, as the service told once it did. */
  readonly reference: string;
  /** Milliseconds since the epoch; elapsed time counts from here. */
  readonly requestedAt: number;
  /** When the present or last following began: `requestedAt` unless it was resumed. Milliseconds since the epoch. */
  readonly followedSince: number;
  /** When the end was noticed, or the following ended; undefined while under way. Milliseconds since the epoch. */
  readonly endedAt: number | undefined;
  readonly state: SaveState;
}

/** A save that is about to be requested. `now`: milliseconds since the epoch. */
export function newSave({ connection, registry, notebook, request }: SaveOrder, now: number): Save {
  return {
    id: crypto.randomUUID(),
    connection,
    notebook: { id: notebook.id, name: notebook.name },
    request,
    reference: imageReference(registry, request),
    requestedAt: now,
    followedSince: now,
    endedAt: undefined,
    state: { phase: 'requesting' },
  };
}

/** How long a save has taken so far, or took; milliseconds. */
export function elapsedMs({ requestedAt, endedAt }: Pick<Save, 'requestedAt' | 'endedAt'>, now: number): number {
  return Math.max(0, (endedAt ?? now) - requestedAt);
}
