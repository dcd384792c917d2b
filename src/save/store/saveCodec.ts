import * as z from 'zod/mini';
import type { Image } from '../../model/image';
import { MAX_DATE_MS } from '../../util/clock';
import type { Save, Stopping } from '../save';
import type { Interruption, SaveState } from '../saveState';
import {
  errorFacts,
  maybe,
  notConnected,
  notSaved,
  notSent,
  number,
  outcomeUnknown,
  refused,
  requestError,
  text,
} from './errorCodec';
import { PLAIN_ID } from './windows';

/** Version of the file format. Increases when the meaning of a field changes. */
export const VERSION = 1;

/** Serializes a save; {@link readSave} defines the format. Contains no secret. */
export function saveText(save: Save): string {
  const { id, connection, notebook, request, reference, requestedAt, followedSince, endedAt, requestId } = save;
  return JSON.stringify({
    version: VERSION,
    id,
    connection,
    notebook: { id: notebook.id, name: notebook.name },
    request,
    reference,
    requestedAt,
    followedSince,
    endedAt,
    requestId,
    state: stateFacts(save.state),
    stopping: stoppingFacts(save.stopping),
  });
}

function stateFacts(state: SaveState): object {
  switch (state.phase) {
    case 'requesting':
    case 'over':
      return { phase: state.phase };
    case 'looking':
      return { ...withError(state), since: state.since, trouble: troubleFacts(state.trouble) };
    case 'savingElsewhere':
      return { phase: state.phase, runsOn: state.runsOn, trouble: troubleFacts(state.trouble) };
    case 'saving':
      return { phase: state.phase, image: imageFacts(state.image), trouble: troubleFacts(state.trouble) };
    case 'saved':
    case 'failed':
    case 'deleted':
      return { phase: state.phase, image: imageFacts(state.image), noticedLate: state.noticedLate };
    case 'unwatched':
      return { phase: state.phase, why: state.why, image: state.image && imageFacts(state.image) };
    case 'refused':
    case 'notSent':
    case 'notSaved':
    case 'outcomeUnknown':
      return withError(state);
  }
}

function withError({ phase, error }: Extract<SaveState, { readonly error: unknown }>): object {
  return { phase, error: errorFacts(error) };
}

function troubleFacts(trouble: Interruption | undefined): object | undefined {
  const error = trouble && errorFacts(trouble.error);
  return trouble && error && { since: trouble.since, error };
}

function stoppingFacts(stopping: Stopping): object {
  return stopping.kind === 'failed' ? { kind: stopping.kind, error: errorFacts(stopping.error) } : stopping;
}

const IMAGE_FIELDS = [
  'id',
  'name',
  'namespace',
  'tag',
  'status',
  'statusMessage',
  'reference',
  'sizeBytes',
  'createdAt',
  'updatedAt',
  'arch',
  'origin',
  'description',
  'workspaceId',
  'devServices',
  'resourceCategories',
  'supportedCategories',
  'serviceType',
  'type',
  'visibility',
  'flavorType',
] as const satisfies readonly (keyof Image)[];

/** Copies field by field, so that fields added to Image are not persisted by accident. */
function imageFacts(image: Image): object {
  return Object.fromEntries(IMAGE_FIELDS.map((field) => [field, image[field]]));
}

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
