import type { RefusedCertificate } from './certificateFacts';
import type { CheckedField, Finding } from './checkImageRequest';
import type { NotSavableReason } from './notebookAbilities';

/**
 * Marks the error classes across bundles. Each bundle has its own copy of these classes, so `instanceof` would fail for
 * an error from another bundle.
 */
const FAMILY = Symbol.for('notebook-images.modelarts-notebook-images.error');

abstract class ModelArtsErrorBase extends Error {
  readonly [FAMILY] = true;
}

/** Why a connection failed, as reported by the operating system, TLS or a proxy. */
export const NETWORK_REASONS = [
  'refused',
  'dns',
  'tls',
  /** The proxy was reached but did not open a tunnel. */
  'proxy',
  /** The proxy requires authentication (407). */
  'proxyAuth',
  'proxyUnreachable',
  /** The proxy's address is invalid or of an unsupported kind. */
  'proxyUnusable',
  'reset',
  'timeout',
  'offline',
  /** The host does not belong to the connection, so no credentials are sent to it. */
  'foreignHost',
  /** A key, an ID or a name contains something that no header or URL can, such as an unpaired surrogate. */
  'unusableText',
  'other',
] as const;

/** One of {@link NETWORK_REASONS}. */
export type NetworkReason = (typeof NETWORK_REASONS)[number];

/** Facts about a failed connection. */
export interface NetworkFacts {
  readonly reason: NetworkReason;
  /** Host and port of the request, e.g. `modelarts.cn-north-4.myhuaweicloud.com`. */
  readonly host: string;
  /** Error code of the operating system, TLS or HTTP library, e.g. `ECONNREFUSED`, `SELF_SIGNED_CERT_IN_CHAIN`. */
  readonly code: string | undefined;
  /** Host and port of the proxy that was used, without its password. */
  readonly proxy: string | undefined;
  /** The refused certificate, of the proxy or the host. */
  readonly certificate?: RefusedCertificate;
}

/** The request was certainly not sent or did not reach the host, so it had no effect. */
export class NotSentError extends ModelArtsErrorBase {
  readonly kind = 'notSent';
  constructor(
    readonly facts: NetworkFacts,
    options?: ErrorOptions,
  ) {
    super(`Not sent to ${facts.host}: ${facts.reason} ${facts.code ?? ''}`.trimEnd(), options);
  }
}

/** The request was sent, but no complete response arrived. Its effect is unknown. */
export class NoAnswerError extends ModelArtsErrorBase {
  readonly kind = 'noAnswer';
  constructor(
    readonly facts: NetworkFacts,
    options?: ErrorOptions,
  ) {
    super(`No complete response from ${facts.host}: ${facts.reason} ${facts.code ?? ''}`.trimEnd(), options);
  }
}

/** The facts of a response that refuses a request. */
export interface Refusal {
  /** HTTP status, 400–599. */
  readonly status: number;
  /** E.g. `ModelArts.6327`, `APIGW.0301`; undefined if the body has none. */
  readonly code: string | undefined;
  /** The service's message on one line; may be empty. */
  readonly serviceMessage: string;
  readonly requestId: string | undefined;
  /** How long to wait before the next request, in milliseconds; undefined if the response does not say. */
  readonly retryAfterMs: number | undefined;
  /** The `Date` header in milliseconds since the epoch; undefined if missing. */
  readonly serverTime: number | undefined;
  /** Set if the response was a web page. The service never sends one, so something in between refused the request. */
  readonly page?: UnexpectedPage | undefined;
}

/** Where a web page came from that arrived in place of a response. */
export interface UnexpectedPage {
  /** Host and port of the request. */
  readonly host: string;
  /** Host and port of the proxy that was used, if any. */
  readonly proxy: string | undefined;
}

/** The service refused the request. Source: API page CreateImage, status and error codes. */
export class RefusedError extends ModelArtsErrorBase implements Refusal {
  readonly kind = 'refused';
  readonly status: number;
  readonly code: string | undefined;
  readonly serviceMessage: string;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly serverTime: number | undefined;
  readonly page: UnexpectedPage | undefined;
  constructor(refusal: Refusal) {
    super(`Refused with ${refusal.status} ${refusal.code ?? ''}`.trimEnd());
    this.status = refusal.status;
    this.code = refusal.code;
    this.serviceMessage = refusal.serviceMessage;
    this.requestId = refusal.requestId;
    this.retryAfterMs = refusal.retryAfterMs;
    this.serverTime = refusal.serverTime;
    this.page = refusal.page;
  }
}

/** Why a response cannot be one of this service. */
export const UNREADABLE_REASONS = ['redirect', 'empty', 'notJson', 'unexpectedShape', 'tooLarge', 'truncated'] as const;

/** One of {@link UNREADABLE_REASONS}. */
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];

/** The response cannot be from this service: a proxy's page, a captive portal, a truncated body. */
export class UnreadableAnswerError extends ModelArtsErrorBase {
  readonly kind = 'unreadable';
  /** Host and port of the proxy that was used, if any. */
  readonly proxy: string | undefined;
  constructor(
    readonly reason: UnreadableReason,
    readonly status: number,
    readonly host: string,
    readonly requestId: string | undefined,
    options?: ErrorOptions & { readonly proxy?: string | undefined },
  ) {
    super(`Unreadable response ${status} from ${host}: ${reason}`, options);
    this.proxy = options?.proxy;
  }
}

/** The save request was sent, but no response named the image. An image may or may not be in the making. */
export class OutcomeUnknownError extends ModelArtsErrorBase {
  readonly kind = 'outcomeUnknown';
  constructor(
    readonly notebookId: string,
    options: { readonly cause: unknown },
  ) {
    const what = isAcceptedWithoutImage(options) ? 'No image in the response' : 'No response';
    super(`${what} to the save request for notebook ${notebookId}`, options);
  }
}

/**
 * True if the service accepted the save with 201 but did not name the image. According to the API page CreateImage, a
 * 201 has no body.
 */
export function isAcceptedWithoutImage({ cause }: { readonly cause?: unknown }): boolean {
  if (!isModelArtsError(cause) || cause.kind !== 'unreadable' || cause.status !== 201) return false;
  return cause.reason === 'empty' || cause.reason === 'unexpectedShape';
}

/**
 * True if there was a response that does not reveal the outcome: a server error, or a response that is not from
 * ModelArts.
 */
export function hasResponse({ cause }: OutcomeUnknownError): boolean {
  return isModelArtsError(cause) && (cause.kind === 'refused' || cause.kind === 'unreadable');
}

/**
 * The response to the save request was lost, and the service shows no sign of the save. It is safe to request it again.
 */
export class NotSavedError extends ModelArtsErrorBase {
  readonly kind = 'notSaved';
  constructor(
    readonly notebookId: string,
    options: { readonly cause: unknown },
  ) {
    super(`No image was created for notebook ${notebookId} by a request that got no response`, options);
  }
}

/** The time limit for following a save has passed. The service continues the save. */
export class FollowTimeoutError extends ModelArtsErrorBase {
  readonly kind = 'followTimeout';
  constructor(
    readonly imageId: string,
    /** How long the save was followed, in milliseconds. */
    readonly afterMs: number,
  ) {
    super(`Image ${imageId} did not settle within ${afterMs} ms`);
  }
}

/** This client is already saving the notebook. The service would refuse a second save (ModelArts.6357). */
export class SaveInProgressError extends ModelArtsErrorBase {
  readonly kind = 'saveInProgress';
  constructor(readonly notebookId: string) {
    super(`Notebook ${notebookId} is being saved already`);
  }
}

/** The notebook's status does not allow it to be saved. */
export class NotSavableError extends ModelArtsErrorBase {
  readonly kind = 'notSavable';
  constructor(
    readonly notebookName: string,
    readonly reason: NotSavableReason,
    /** The status as the service wrote it. */
    readonly status: string,
  ) {
    super(`Notebook cannot be saved: ${status}`);
  }
}

/** A field of the request breaks a rule of the API page, so the request was not sent. */
export class InvalidRequestError extends ModelArtsErrorBase {
  readonly kind = 'invalidRequest';
  constructor(
    readonly field: CheckedField,
    readonly finding: Finding,
  ) {
    super(`${field} is not valid: ${finding.problem.kind}`);
  }
}

/** Why the argument of a command is invalid. */
export type ArgumentProblem =
  | 'notNotebook'
  | 'notImage'
  | 'notSave'
  | 'notImageOrSave'
  /** Neither a notebook nor an image nor a save. */
  | 'notSubject'
  | 'notConnection'
  /** A field of a save argument is unknown or has the wrong type. */
  | 'wrongField'
  | 'takesNothing'
  /** There is no such save, or its state does not allow the command. */
  | 'noSuchSave';

/** A command was called with an invalid argument and did nothing. */
export class InvalidArgumentError extends ModelArtsErrorBase {
  readonly kind = 'invalidArgument';
  constructor(
    readonly problem: ArgumentProblem,
    /** Name of the invalid field, if any. */
    readonly field?: string,
  ) {
    super(`Argument not valid: ${problem} ${field ?? ''}`.trimEnd());
  }
}

/** What a connection lacks before it can send requests. */
export const NOT_CONNECTED_REASONS = [
  'noConnection',
  'unknownConnection',
  'noCredentials',
  /** The credentials the user entered are not stored on this computer, or no longer. */
  'noStoredSecret',
  /** The stored credentials were entered for endpoints other than those in `detail`. */
  'otherAddress',
  /** The credentials file cannot be read; `detail` is its expected path. */
  'noFile',
  /** The credentials file lacks something; `detail` says what, and where. */
  'badFile',
  'encryptedFile',
  'noProject',
  'badConnection',
  'badEndpoint',
] as const;

/** One of {@link NOT_CONNECTED_REASONS}. */
export type NotConnectedReason = (typeof NOT_CONNECTED_REASONS)[number];

/** There is no connection, or it is incomplete. Nothing was sent. */
export class NotConnectedError extends ModelArtsErrorBase {
  readonly kind = 'notConnected';
  constructor(
    readonly reason: NotConnectedReason,
    /** Name of the connection, if any. */
    readonly connection: string | undefined,
    /** What is missing or wrong, e.g. the name of a variable or field. Never a secret value. */
    readonly detail: string | undefined,
    /** For `otherAddress`: the endpoints that the secret was entered for; undefined if unknown. */
    readonly storedFor?: string,
  ) {
    super(`Not connected: ${reason} ${detail ?? ''}`.trimEnd());
  }
}

/** All expected errors, distinguished by `kind`. */
export type ModelArtsError =
  | NotSentError
  | NoAnswerError
  | RefusedError
  | UnreadableAnswerError
  | OutcomeUnknownError
  | NotSavedError
  | FollowTimeoutError
  | SaveInProgressError
  | NotSavableError
  | InvalidRequestError
  | InvalidArgumentError
  | NotConnectedError;

/** True for an expected error. Anything else is a cancellation or a bug. */
export function isModelArtsError(error: unknown): error is ModelArtsError {
  return error instanceof Error && FAMILY in error;
}
