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

/** Optional text; undefined when missing. */
export const text = maybe(z.string());
/** Optional number; undefined when missing. */
export const number = maybe(z.number());

/** Makes a value optional; undefined when missing. */
export function maybe<Inner extends z.core.SomeType>(inner: Inner) {
  return z.pipe(
    z.optional(inner),
    z.transform((value) => value),
  );
}

/** An object with every member of a union as key and value, so that the compiler reports missing ones. */
type Members<Member extends string> = { readonly [W in Member]: W };

const networkReason = z.enum({
  refused: 'refused',
  dns: 'dns',
  tls: 'tls',
  proxy: 'proxy',
  proxyAuth: 'proxyAuth',
  proxyUnreachable: 'proxyUnreachable',
  proxyUnusable: 'proxyUnusable',
  reset: 'reset',
  timeout: 'timeout',
  offline: 'offline',
  foreignHost: 'foreignHost',
  unusableText: 'unusableText',
  other: 'other',
} satisfies Members<NetworkReason>);
const unreadableReason = z.enum({
  redirect: 'redirect',
  empty: 'empty',
  notJson: 'notJson',
  unexpectedShape: 'unexpectedShape',
  tooLarge: 'tooLarge',
  truncated: 'truncated',
} satisfies Members<UnreadableReason>);
const notConnectedReason = z.enum({
  noConnection: 'noConnection',
  unknownConnection: 'unknownConnection',
  noCredentials: 'noCredentials',
  noStoredSecret: 'noStoredSecret',
  otherAddress: 'otherAddress',
  noFile: 'noFile',
  badFile: 'badFile',
  encryptedFile: 'encryptedFile',
  noProject: 'noProject',
  badConnection: 'badConnection',
  badEndpoint: 'badEndpoint',
} satisfies Members<NotConnectedReason>);

const facts = z.object({
  reason: networkReason,
  host: z.string(),
  code: text,
  proxy: text,
});

/** Parses a NotSentError. */
export const notSent = z.pipe(
  z.object({ kind: z.literal('notSent'), facts }),
  z.transform((wire) => new NotSentError(wire.facts)),
);
const noAnswer = z.pipe(
  z.object({ kind: z.literal('noAnswer'), facts }),
  z.transform((wire) => new NoAnswerError(wire.facts)),
);
/** Parses a RefusedError. */
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
/** Parses a NotConnectedError. */
export const notConnected = z.pipe(
  z.object({
    kind: z.literal('notConnected'),
    reason: notConnectedReason,
    connection: text,
    detail: text,
    storedFor: text,
  }),
  z.transform((wire) => new NotConnectedError(wire.reason, wire.connection, wire.detail, wire.storedFor)),
);

/** An error of a single request. */
export const requestError: z.ZodMiniType<ModelArtsError> = z.union([
  notSent,
  noAnswer,
  refused,
  unreadable,
  notConnected,
]);

/** Parses an OutcomeUnknownError. */
export const outcomeUnknown = z.pipe(
  z.object({ kind: z.literal('outcomeUnknown'), notebookId: z.string(), cause: maybe(requestError) }),
  z.transform((wire) => new OutcomeUnknownError(wire.notebookId, { cause: wire.cause })),
);
/** Parses a NotSavedError. */
export const notSaved = z.pipe(
  z.object({ kind: z.literal('notSaved'), notebookId: z.string(), cause: maybe(requestError) }),
  z.transform((wire) => new NotSavedError(wire.notebookId, { cause: wire.cause })),
);
