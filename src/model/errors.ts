import type { RefusedCertificate } from './certificateFacts';
import type { CheckedField } from './checkImageRequest';
import type { Finding } from './finding';
import type { NotSavableReason } from './whyNotSavable';

/**
 * Marks the family across bundles: each bundled file has its own copy of these classes, so `instanceof` would
 * deny a relative from the other file.
 */
const FAMILY = Symbol.for('notebook-images.modelarts-notebook-images.error');

abstract class ModelArtsErrorBase extends Error {
  readonly [FAMILY] = true;
}

/** Why a connection gave nothing, as far as the operating system, TLS or a proxy told. */
export type NetworkReason =
  | 'refused'
  | 'dns'
  | 'tls'
  /** The proxy was reached, and gave no way on. */
  | 'proxy'
  /** The proxy wants to know who asks (407). */
  | 'proxyAuth'
  | 'proxyUnreachable'
  /** The proxy's address makes no sense, or is of a kind that is not spoken here. */
  | 'proxyUnusable'
  | 'reset'
  | 'timeout'
  | 'offline'
  /** The host is none of the connection's: no key is sent there. */
  | 'foreignHost'
  /** A key, an id or a name holds what no header or address can, such as half a character. */
  | 'unusableText'
  | 'other';

export interface NetworkFacts {
  readonly reason: NetworkReason;
  /** Host and port that was asked, e.g. `modelarts.cn-north-4.myhuaweicloud.com`. */
  readonly host: string;
  /** Code of the operating system, TLS or HTTP library, e.g. `ECONNREFUSED`, `SELF_SIGNED_CERT_IN_CHAIN`. */
  readonly code: string | undefined;
  /** Host and port of the proxy that was used; never its password. */
  readonly proxy: string | undefined;
  /** The certificate that was refused, the proxy's or the host's. */
  readonly certificate?: RefusedCertificate;
}

/** The request surely never left this machine, or never reached the host: nothing happened there. */
export class NotSentError extends ModelArtsErrorBase {
  readonly kind = 'notSent';
  constructor(
    readonly facts: NetworkFacts,
    options?: ErrorOptions,
  ) {
    super(`Not sent to ${facts.host}: ${facts.reason} ${facts.code ?? ''}`.trimEnd(), options);
  }
}

/** The request left, and no complete answer came back: what happened at the service is not known. */
export class NoAnswerError extends ModelArtsErrorBase {
  readonly kind = 'noAnswer';
  constructor(
    readonly facts: NetworkFacts,
    options?: ErrorOptions,
  ) {
    super(`No complete answer from ${facts.host}: ${facts.reason} ${facts.code ?? ''}`.trimEnd(), options);
  }
}

/** Facts of an answer that said no. */
export interface Refusal {
  /** HTTP status, 400–599. */
  readonly status: number;
  /** E.g. `ModelArts.6327`, `APIGW.0301`; undefined when the body named none. */
  readonly code: string | undefined;
  /** The service's own words, one line; may be empty. */
  readonly serviceMessage: string;
  readonly requestId: string | undefined;
  /** How long to wait before asking again, where the answer said so. Milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The service's time when it answered (`Date` header), milliseconds since the epoch. */
  readonly serverTime: number | undefined;
  /** Set when the answer was a web page, which the service never gives: something in between said no. */
  readonly page?: PageInstead | undefined;
}

/** Where a web page came from in place of an answer. */
export interface PageInstead {
  /** Host and port that was asked. */
  readonly host: string;
  /** Host and port of the proxy it came through. */
  readonly proxy: string | undefined;
}

/** The service answered, and the answer is no. Source: API page CreateImage, status and error codes. */
export class RefusedError extends ModelArtsErrorBase implements Refusal {
  readonly kind = 'refused';
  readonly status: number;
  readonly code: string | undefined;
  readonly serviceMessage: string;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly serverTime: number | undefined;
  readonly page: PageInstead | undefined;
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

/** What was wrong with an answer that is not one of this service. */
export type UnreadableReason = 'redirect' | 'empty' | 'notJson' | 'unexpectedShape' | 'tooLarge' | 'truncated';

/** An answer came that this service would not give: a proxy's page, a captive portal, a cut-off body. */
export class UnreadableAnswerError extends ModelArtsErrorBase {
  readonly kind = 'unreadable';
  /** Host and port of the proxy it came through. */
  readonly proxy: string | undefined;
  constructor(
    readonly reason: UnreadableReason,
    readonly status: number,
    readonly host: string,
    readonly requestId: string | undefined,
    options?: ErrorOptions & { readonly proxy?: string | undefined },
  ) {
    super(`Unreadable answer ${status} from ${host}: ${reason}`, options);
    this.proxy = options?.proxy;
  }
}

/** The save request left, but no answer came back that tells which image comes of it: one may or may not be on its way. */
export class OutcomeUnknownError extends ModelArtsErrorBase {
  readonly kind = 'outcomeUnknown';
  constructor(
    readonly notebookId: string,
    options: { readonly cause: unknown },
  ) {
    const what = isAcceptedWithoutImage(options) ? 'No image in the answer' : 'No answer';
    super(`${what} to the save request for notebook ${notebookId}`, options);
  }
}

/**
 * True where the service accepted the save by 201, and its answer does not name the image. The API page CreateImage gives 201
 * no body.
 */
export function isAcceptedWithoutImage({ cause }: { readonly cause?: unknown }): boolean {
  if (!isModelArtsError(cause) || cause.kind !== 'unreadable' || cause.status !== 201) return false;
  return cause.reason === 'empty' || cause.reason === 'unexpectedShape';
}

/** True where an answer came, which does not say what happened: a server's error, or something that is none of ModelArts. */
export function isAnswered({ cause }: OutcomeUnknownError): boolean {
  return isModelArtsError(cause) && (cause.kind === 'refused' || cause.kind === 'unreadable');
}

/** The answer to the save request was lost, and the service shows no trace of the save: it may be asked for again. */
export class NotSavedError extends ModelArtsErrorBase {
  readonly kind = 'notSaved';
  constructor(
    readonly notebookId: string,
    options: { readonly cause: unknown },
  ) {
    super(`No save of notebook ${notebookId} came of a request without an answer`, options);
  }
}

/** The time to follow a save has passed; the save itself goes on at the service. */
export class FollowTimeoutError extends ModelArtsErrorBase {
  readonly kind = 'followTimeout';
  constructor(
    readonly imageId: string,
    /** Milliseconds it was followed. */
    readonly afterMs: number,
  ) {
    super(`Image ${imageId} did not settle within ${afterMs} ms`);
  }
}

/** This notebook is being saved already, from here: the service would refuse a second save (ModelArts.6357). */
export class SaveInProgressError extends ModelArtsErrorBase {
  readonly kind = 'saveInProgress';
  constructor(readonly notebookId: string) {
    super(`Notebook ${notebookId} is being saved already`);
  }
}

/** The notebook is not in a state from which it can be saved. */
export class NotSavableError extends ModelArtsErrorBase {
  readonly kind = 'notSavable';
  constructor(
    readonly notebookName: string,
    readonly reason: NotSavableReason,
    /** The service's status word. */
    readonly status: string,
  ) {
    super(`Notebook cannot be saved: ${status}`);
  }
}

/** A value of the request breaks a rule of the API page, so it was not sent. */
export class InvalidRequestError extends ModelArtsErrorBase {
  readonly kind = 'invalidRequest';
  constructor(
    readonly field: CheckedField,
    readonly finding: Finding,
  ) {
    super(`${field} is not valid: ${finding.problem.kind}`);
  }
}

/** What is wrong with the argument of a command. */
export type ArgumentProblem =
  | 'notNotebook'
  | 'notImage'
  | 'notSave'
  | 'notImageOrSave'
  /** Neither a notebook nor an image nor a save. */
  | 'notSubject'
  | 'notConnection'
  /** One of the facts for a save is unknown, or has the wrong type. */
  | 'wrongField'
  | 'takesNothing'
  /** There is no such save, or not one in a state that the command works on. */
  | 'noSuchSave';

/** A command was called with something that it does not take. Nothing was done. */
export class InvalidArgumentError extends ModelArtsErrorBase {
  readonly kind = 'invalidArgument';
  constructor(
    readonly problem: ArgumentProblem,
    /** Name of the wrong field, where there is one. */
    readonly field?: string,
  ) {
    super(`Argument not valid: ${problem} ${field ?? ''}`.trimEnd());
  }
}

/** What a connection lacks before anything can be asked. */
export type NotConnectedReason =
  | 'noConnection'
  | 'unknownConnection'
  | 'noCredentials'
  /** What was typed is not, or no longer, stored on this computer. */
  | 'noStoredSecret'
  /** What is stored was typed for other addresses than those in `detail`. */
  | 'otherAddress'
  /** The file of a source cannot be read; `detail` is where it should be. */
  | 'noFile'
  /** The file lacks something; `detail` says what, and where. */
  | 'badFile'
  | 'encryptedFile'
  | 'noProject'
  | 'badConnection'
  | 'badEndpoint';

/** There is nobody to ask yet: no connection, or one that is not complete. Nothing was sent. */
export class NotConnectedError extends ModelArtsErrorBase {
  readonly kind = 'notConnected';
  constructor(
    readonly reason: NotConnectedReason,
    /** Name of the connection, if there is one. */
    readonly connection: string | undefined,
    /** What exactly is missing or wrong, e.g. the variable's or the field's name; never a value of a secret. */
    readonly detail: string | undefined,
    /** Of `otherAddress`: the addresses that the secret was typed for; undefined = they are not known. */
    readonly storedFor?: string,
  ) {
    super(`Not connected: ${reason} ${detail ?? ''}`.trimEnd());
  }
}

/** All that can go wrong in the ways this extension expects; told apart by `kind`. */
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

/** True for an error of the family; all else is a cancellation or a bug. */
export function isModelArtsError(error: unknown): error is ModelArtsError {
  return error instanceof Error && FAMILY in error;
}
