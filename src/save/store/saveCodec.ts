import * as z from 'zod/mini';
import {
  isModelArtsError,
  type ModelArtsError,
  NETWORK_REASONS,
  NOT_CONNECTED_REASONS,
  NoAnswerError,
  NotConnectedError,
  NotSavedError,
  NotSentError,
  OutcomeUnknownError,
  RefusedError,
  UNREADABLE_REASONS,
  UnreadableAnswerError,
} from '../../model/errors';
import type { Image } from '../../model/image';
import { MAX_DATE_MS } from '../../util/clock';
import type { Save, Stopping } from '../save';
import { type Interruption, type SaveState, UNWATCHED_REASONS } from '../saveState';
import { PLAIN_ID } from './windows';

/** Version of the file format. Increases when the meaning of a field changes. */
const VERSION = 1;

/** Serializes a save. Contains no secret. */
export function saveText(save: Save): string {
  return JSON.stringify({
    version: VERSION,
    ...only(saveFields, save),
    notebook: only(notebookFields, save.notebook),
    state: stateFacts(save.state),
    stopping: stoppingFacts(save.stopping),
  });
}

/** Parses the file of a save. @throws SyntaxError or ZodError for text that no version of the extension wrote. */
export function readSave(contents: string): Save {
  const reported: unknown = JSON.parse(contents);
  versionSchema.parse(reported);
  return saveSchema.parse(reported);
}

/** Copies the listed fields in their order, so that fields added to the model are not persisted by accident. */
function only(fields: object, value: object): object {
  const values = new Map<string, unknown>(Object.entries(value));
  return Object.fromEntries(Object.keys(fields).map((name) => [name, values.get(name)]));
}

/** Makes a value optional; undefined when missing. */
function maybe<Inner extends z.core.SomeType>(inner: Inner) {
  return z.pipe(
    z.optional(inner),
    z.transform((value) => value),
  );
}

const text = maybe(z.string());
const number = maybe(z.number());
/** A valid date; milliseconds since the epoch. */
const time = z.number().check(z.minimum(-MAX_DATE_MS), z.maximum(MAX_DATE_MS));
/** Missing in files of earlier versions. */
const textList = z.pipe(
  z.optional(z.array(z.string())),
  z.transform((value): readonly string[] => value ?? []),
);

// Errors, without their stacks.

const networkFields = { reason: z.enum(NETWORK_REASONS), host: z.string(), code: text, proxy: text };

const refusedFields = {
  kind: z.literal('refused'),
  status: z.number(),
  code: text,
  serviceMessage: z.string(),
  requestId: text,
  retryAfterMs: number,
  serverTime: number,
};

const unreadableFields = {
  kind: z.literal('unreadable'),
  reason: z.enum(UNREADABLE_REASONS),
  status: z.number(),
  host: z.string(),
  requestId: text,
};

const notConnectedFields = {
  kind: z.literal('notConnected'),
  reason: z.enum(NOT_CONNECTED_REASONS),
  connection: text,
  detail: text,
  storedFor: text,
};

/** Returns the serializable fields of an error; undefined for an error that is not about a request. */
export function errorFacts(error: ModelArtsError): object | undefined {
  switch (error.kind) {
    case 'notSent':
    case 'noAnswer':
      return { kind: error.kind, facts: only(networkFields, error.facts) };
    case 'refused':
      return only(refusedFields, error);
    case 'unreadable':
      return only(unreadableFields, error);
    case 'notConnected':
      return only(notConnectedFields, error);
    case 'outcomeUnknown':
    case 'notSaved': {
      const { kind, notebookId, cause } = error;
      return { kind, notebookId, cause: isModelArtsError(cause) ? errorFacts(cause) : undefined };
    }
    default:
      return undefined;
  }
}

const notSent = z.pipe(
  z.object({ kind: z.literal('notSent'), facts: z.object(networkFields) }),
  z.transform(({ facts }) => new NotSentError(facts)),
);
const noAnswer = z.pipe(
  z.object({ kind: z.literal('noAnswer'), facts: z.object(networkFields) }),
  z.transform(({ facts }) => new NoAnswerError(facts)),
);
const refused = z.pipe(
  z.object(refusedFields),
  z.transform((fields) => new RefusedError(fields)),
);
const unreadable = z.pipe(
  z.object(unreadableFields),
  z.transform(({ reason, status, host, requestId }) => new UnreadableAnswerError(reason, status, host, requestId)),
);
const notConnected = z.pipe(
  z.object(notConnectedFields),
  z.transform(
    ({ reason, connection, detail, storedFor }) => new NotConnectedError(reason, connection, detail, storedFor),
  ),
);
/** An error of a single request. */
const requestError: z.ZodMiniType<ModelArtsError> = z.union([notSent, noAnswer, refused, unreadable, notConnected]);

const outcomeUnknown = z.pipe(
  z.object({ kind: z.literal('outcomeUnknown'), notebookId: z.string(), cause: maybe(requestError) }),
  z.transform(({ notebookId, cause }) => new OutcomeUnknownError(notebookId, { cause })),
);
const notSaved = z.pipe(
  z.object({ kind: z.literal('notSaved'), notebookId: z.string(), cause: maybe(requestError) }),
  z.transform(({ notebookId, cause }) => new NotSavedError(notebookId, { cause })),
);

// States.

const imageFields = {
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
};
const image: z.ZodMiniType<Image> = z.object(imageFields);

const trouble: z.ZodMiniType<Interruption | undefined> = maybe(z.object({ since: time, error: requestError }));

function troubleFacts(interruption: Interruption | undefined): object | undefined {
  const error = interruption && errorFacts(interruption.error);
  return interruption && error && { since: interruption.since, error };
}

const stateSchema: z.ZodMiniType<SaveState> = z.union([
  z.object({ phase: z.enum(['requesting', 'over']) }),
  z.object({ phase: z.literal('looking'), error: outcomeUnknown, since: time, trouble }),
  z.object({ phase: z.literal('savingElsewhere'), runsOn: text, trouble }),
  z.object({ phase: z.literal('saving'), image, trouble }),
  z.object({ phase: z.enum(['saved', 'failed', 'deleted']), image, noticedLate: z.optional(z.literal(true)) }),
  z.object({ phase: z.literal('unwatched'), why: z.enum(UNWATCHED_REASONS), image: maybe(image) }),
  z.object({ phase: z.literal('refused'), error: refused }),
  z.object({ phase: z.literal('notSent'), error: z.union([notSent, notConnected]) }),
  z.object({ phase: z.literal('notSaved'), error: notSaved }),
  z.object({ phase: z.literal('outcomeUnknown'), error: outcomeUnknown }),
]);

function stateFacts(state: SaveState): object {
  const { phase } = state;
  switch (phase) {
    case 'requesting':
    case 'over':
      return { phase };
    case 'looking':
      return { phase, error: errorFacts(state.error), since: state.since, trouble: troubleFacts(state.trouble) };
    case 'savingElsewhere':
      return { phase, runsOn: state.runsOn, trouble: troubleFacts(state.trouble) };
    case 'saving':
      return { phase, image: only(imageFields, state.image), trouble: troubleFacts(state.trouble) };
    case 'saved':
    case 'failed':
    case 'deleted':
      return { phase, image: only(imageFields, state.image), noticedLate: state.noticedLate };
    case 'unwatched':
      return { phase, why: state.why, image: state.image && only(imageFields, state.image) };
    case 'refused':
    case 'notSent':
    case 'notSaved':
    case 'outcomeUnknown':
      return { phase, error: errorFacts(state.error) };
  }
}

const stoppingSchema: z.ZodMiniType<Stopping> = z.union([
  z.object({ kind: z.enum(['notWanted', 'wanted', 'asked', 'accepted', 'dropped']) }),
  z.object({ kind: z.literal('failed'), error: requestError }),
]);

function stoppingFacts(stopping: Stopping): object {
  return stopping.kind === 'failed' ? { kind: stopping.kind, error: errorFacts(stopping.error) } : stopping;
}

const notebookFields = { id: z.string(), name: z.string() };

const request = z.object({
  name: z.string(),
  namespace: z.string(),
  tag: z.string(),
  description: z.string(),
  workspaceId: z.string(),
});

const saveFields = {
  id: z.string().check(z.regex(PLAIN_ID)),
  connection: z.string(),
  notebook: z.object(notebookFields),
  request: maybe(request),
  reference: z.string(),
  requestedAt: time,
  followedSince: time,
  endedAt: maybe(time),
  requestId: text,
  state: stateSchema,
  stopping: stoppingSchema,
};
const saveSchema: z.ZodMiniType<Save> = z.object(saveFields);
const versionSchema = z.object({ version: z.literal(VERSION) });
