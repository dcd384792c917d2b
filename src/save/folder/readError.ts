import * as z from 'zod/mini';
import {
  type ModelArtsError,
  type NetworkReason,
  NoAnswerError,
  NotConnectedError,
  type NotConnectedReason,
  NotSavedError,
  NotSentError,
  OutcomeUnknownError,
  RefusedError,
  UnreadableAnswerError,
  type UnreadableReason,
} from '../../model/errors';

/** A text or a number that may be missing; undefined then. */
export const text = maybe(z.string());
export const number = maybe(z.number());

export function maybe<Inner extends z.core.SomeType>(inner: Inner) {
  return z.pipe(
    z.optional(inner),
    z.transform((value) => value),
  );
}

/** One of these words. Written as keys, so that the compiler knows of one that is missing. */
function oneOf<Word extends string>(words: Readonly<Record<Word, true>>): z.ZodMiniType<Word> {
  return z.custom<Word>((value) => typeof value === 'string' && Object.hasOwn(words, value));
}

const networkReason = oneOf<NetworkReason>({
  refused: true,
  dns: true,
  tls: true,
  proxy: true,
  proxyAuth: true,
  proxyUnreachable: true,
  proxyUnusable: true,
  reset: true,
  timeout: true,
  offline: true,
  foreignHost: true,
  other: true,
});
const unreadableReason = oneOf<UnreadableReason>({
  redirect: true,
  empty: true,
  notJson: true,
  unexpectedShape: true,
  tooLarge: true,
  truncated: true,
});
const notConnectedReason = oneOf<NotConnectedReason>({
  noConnection: true,
  unknownConnection: true,
  noCredentials: true,
  noStoredSecret: true,
  noFile: true,
  badFile: true,
  encryptedFile: true,
  noProject: true,
  badConnection: true,
  badEndpoint: true,
});

const facts = z.object({
  reason: networkReason,
  host: z.string(),
  code: text,
  proxy: text,
});

export const notSent = z.pipe(
  z.object({ kind: z.literal('notSent'), facts }),
  z.transform((wire) => new NotSentError(wire.facts)),
);
const noAnswer = z.pipe(
  z.object({ kind: z.literal('noAnswer'), facts }),
  z.transform((wire) => new NoAnswerError(wire.facts)),
);
export const refused = z.pipe(
  z.object({
    kind: z.literal('refused'),
    status: z.number(),
    code: text,
    serviceMessage: z.string(),
    requestId: text,
    retryAfterMs: number,
    serverTime: number,
  }),
  z.transform((wire) => new RefusedError(wire)),
);
const unreadable = z.pipe(
  z.object({
    kind: z.literal('unreadable'),
    reason: unreadableReason,
    status: z.number(),
    host: z.string(),
    requestId: text,
  }),
  z.transform((wire) => new UnreadableAnswerError(wire.reason, wire.status, wire.host, wire.requestId)),
);
export const notConnected = z.pipe(
  z.object({ kind: z.literal('notConnected'), reason: notConnectedReason, connection: text, detail: text }),
  z.transform((wire) => new NotConnectedError(wire.reason, wire.connection, wire.detail)),
);

/** An error of a single request. */
export const requestError: z.ZodMiniType<ModelArtsError> = z.union([
  notSent,
  noAnswer,
  refused,
  unreadable,
  notConnected,
]);

export const outcomeUnknown = z.pipe(
  z.object({ kind: z.literal('outcomeUnknown'), notebookId: z.string(), cause: maybe(requestError) }),
  z.transform((wire) => new OutcomeUnknownError(wire.notebookId, { cause: wire.cause })),
);
export const notSaved = z.pipe(
  z.object({ kind: z.literal('notSaved'), notebookId: z.string(), cause: maybe(requestError) }),
  z.transform((wire) => new NotSavedError(wire.notebookId, { cause: wire.cause })),
);
