import * as z from 'zod/mini';
import type { Image } from '../../model/image';
import { MAX_DATE_MS } from '../../util/clock';
import type { Save, Stopping } from '../save';
import type { Interruption, SaveState } from '../saveState';
import { PLAIN_ID } from './plainId';
import {
  maybe,
  notConnected,
  notSaved,
  notSent,
  number,
  outcomeUnknown,
  refused,
  requestError,
  text,
} from './readError';
import { VERSION } from './saveText';

/** A valid date; milliseconds since the epoch. */
const time = z.number().check(z.minimum(-MAX_DATE_MS), z.maximum(MAX_DATE_MS));

/** Missing in files of earlier versions. */
const textList = z.pipe(
  z.optional(z.array(z.string())),
  z.transform((value): readonly string[] => value ?? []),
);

const image: z.ZodMiniType<Image> = z.object({
  id: z.string().check(z.minLength(1)),
  name: text,
  namespace: text,
  tag: text,
  status: z.string(),
  statusMessage: text,
  reference: text,
  sizeBytes: number,
  createdAt: number,
  updatedAt: number,
  arch: text,
  origin: text,
  description: text,
  workspaceId: text,
  devServices: textList,
  resourceCategories: textList,
  supportedCategories: textList,
  serviceType: text,
  type: text,
  visibility: text,
  flavorType: text,
});

const trouble: z.ZodMiniType<Interruption | undefined> = maybe(z.object({ since: time, error: requestError }));

const state: z.ZodMiniType<SaveState> = z.union([
  z.object({ phase: z.literal('requesting') }),
  z.object({ phase: z.literal('looking'), error: outcomeUnknown, since: time, trouble }),
  z.object({ phase: z.literal('savingElsewhere'), runsOn: text, trouble }),
  z.object({ phase: z.literal('saving'), image, trouble }),
  z.object({ phase: z.enum(['saved', 'failed', 'deleted']), image, noticedLate: z.optional(z.literal(true)) }),
  z.object({ phase: z.literal('refused'), error: refused }),
  z.object({ phase: z.literal('notSent'), error: z.union([notSent, notConnected]) }),
  z.object({ phase: z.literal('notSaved'), error: notSaved }),
  z.object({ phase: z.literal('over') }),
  z.object({
    phase: z.literal('unwatched'),
    image: maybe(image),
    why: z.enum(['stopped', 'deadline', 'missing', 'unexpected']),
  }),
  z.object({ phase: z.literal('outcomeUnknown'), error: outcomeUnknown }),
]);

const stopping: z.ZodMiniType<Stopping> = z.union([
  z.object({ kind: z.enum(['notWanted', 'wanted', 'asked', 'accepted', 'dropped']) }),
  z.object({ kind: z.literal('failed'), error: requestError }),
]);

const request = z.object({
  name: z.string(),
  namespace: z.string(),
  tag: z.string(),
  description: z.string(),
  workspaceId: z.string(),
});

const version = z.object({ version: z.literal(VERSION) });

const save: z.ZodMiniType<Save> = z.object({
  id: z.string().check(z.regex(PLAIN_ID)),
  connection: z.string(),
  notebook: z.object({ id: z.string(), name: z.string() }),
  request: maybe(request),
  reference: z.string(),
  requestedAt: time,
  followedSince: time,
  endedAt: maybe(time),
  requestId: text,
  state,
  stopping,
});

/** Parses the file of a save. @throws SyntaxError or ZodError for text that no version of the extension wrote. */
export function readSave(contents: string): Save {
  const reported: unknown = JSON.parse(contents);
  version.parse(reported);
  return save.parse(reported);
}
