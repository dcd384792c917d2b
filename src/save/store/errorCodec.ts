import * as z from 'zod/mini';
import {
  isModelArtsError,
  type ModelArtsError,
  type NetworkFacts,
  type NetworkReason,
  NoAnswerError,
  NotConnectedError,
  type NotConnectedReason,
  NotSavedError,
  NotSentError,
  OutcomeUnknownError,
  type Refusal,
  RefusedError,
  UnreadableAnswerError,
  type UnreadableReason,
} from '../../model/errors';

/** A serializable error: its kind and fields, without its stack. */
export type ErrorFacts =
  | { readonly kind: 'notSent' | 'noAnswer'; readonly facts: NetworkFacts }
  | ({ readonly kind: 'refused' } & Refusal)
  | {
      readonly kind: 'unreadable';
      readonly reason: UnreadableReason;
      readonly status: number;
      readonly host: string;
      readonly requestId: string | undefined;
    }
  | {
      readonly kind: 'notConnected';
      readonly reason: NotConnectedReason;
      readonly connection: string | undefined;
      readonly detail: string | undefined;
      readonly storedFor: string | undefined;
    }
  | {
      readonly kind: 'outcomeUnknown' | 'notSaved';
      readonly notebookId: string;
      readonly cause: ErrorFacts | undefined;
    };

/** Returns the facts of an error; undefined for an error that is not about a request. */
export function errorFacts(error: ModelArtsError): ErrorFacts | undefined {
  switch (error.kind) {
    case 'notSent':
    case 'noAnswer': {
      const { reason, host, code, proxy } = error.facts;
      return { kind: error.kind, facts: { reason, host, code, proxy } };
    }
    case 'refused': {
      const { kind, status, code, serviceMessage, requestId, retryAfterMs, serverTime } = error;
      return { kind, status, code, serviceMessage, requestId, retryAfterMs, serverTime };
    }
    case 'unreadable': {
      const { kind, reason, status, host, requestId } = error;
      return { kind, reason, status, host, requestId };
    }
    case 'notConnected': {
      const { kind, reason, connection, detail, storedFor } = error;
      return { kind, reason, connection, detail, storedFor };
    }
    case 'outcomeUnknown':
    case 'notSaved': {
      const { kind, notebookId, cause } = error;
      return { kind, notebookId, cause: isModelArtsError(cause) ? errorFacts(cause) : undefined };
    }
    default:
      return undefined;
  }
}

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
