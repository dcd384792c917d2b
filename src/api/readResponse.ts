import { type CredentialFault, credentialFault } from '../model/errorCodes';
import { RefusedError, UnreadableAnswerError } from '../model/errors';
import { oneLine } from '../util/text';
import { type HttpResponse, retryAfterMs, serverTime } from './http';
import { shortFact } from './redact';

/**
 * Returns the JSON value of a successful response; undefined for an empty 204.
 *
 * @throws RefusedError for 4xx and 5xx, and for an error in a 2xx body; UnreadableAnswerError for a redirect, an empty
 * body and a body that is not JSON
 */
export function readResponse(response: HttpResponse, host: string): unknown {
  const { status, headers, proxy } = response;
  const requestId = headers['x-request-id'];
  if (status >= 400) throw refused(response, readErrorBody(response.body), host);
  if (status < 200 || status >= 300) throw new UnreadableAnswerError('redirect', status, host, requestId, { proxy });
  if (response.body.trim() === '') {
    if (status === 204) return undefined;
    throw new UnreadableAnswerError('empty', status, host, requestId, { proxy });
  }
  const value = parse(response, host);
  if (!isErrorBody(value)) return value;
  const error = readErrorBody(response.body);
  if (error.code !== undefined) throw refused(response, error, host);
  return value;
}

function parse({ body, status, headers, proxy }: HttpResponse, host: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // The parser's own message would quote a part of the body.
    throw new UnreadableAnswerError('notJson', status, host, headers['x-request-id'], { proxy });
  }
}

/**
 * True for an error object in place of the requested data: the service sometimes reports throttling with status 200.
 */
function isErrorBody(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  const has = (name: string): boolean => (fields.get(name) ?? undefined) !== undefined;
  return ['error_code', 'errorCode', 'errCode', 'err_code'].some(has) && !has('id') && !has('data');
}

function refused(response: HttpResponse, { code, message, requestId }: ErrorBody, host: string): RefusedError {
  const { status, headers, body, proxy, redact = (text) => text } = response;
  const isPage = code === undefined && /^\s*</.test(body);
  return new RefusedError({
    status,
    code: shortFact(code, redact),
    serviceMessage: oneLine(redact(message), 500),
    requestId: shortFact(requestId, redact) ?? headers['x-request-id'],
    retryAfterMs: retryAfterMs(headers),
    serverTime: serverTime(headers),
    page: isPage ? { host, proxy } : undefined,
  });
}

/** The fields of an error response. */
export interface ErrorBody {
  /** E.g. `ModelArts.6327`, `APIGW.0301`. */
  readonly code: string | undefined;
  /** The service's message, without the request it may echo. May be empty, and may still contain secrets. */
  readonly message: string;
  readonly requestId: string | undefined;
}

/**
 * The field names that the vendor's services use for code and message, in the order in which its SDKs look for them.
 */
const SPELLINGS = [
  ['error_code', 'error_msg'],
  ['errorCode', 'errorMsg'],
  ['errorCode', 'errorMessage'],
  ['errCode', 'errMsg'],
  ['err_code', 'err_msg'],
  ['code', 'message'],
  ['code', 'msg'],
] as const;

const REQUEST_IDS = ['request_id', 'requestId', 'RequestId'] as const;

/**
 * Reads an error body of any of the vendor's shapes. Prefers an object that has a code and a message, then one with a
 * code, then one with a message, at any depth. Text of any other shape is itself the message.
 */
export function readErrorBody(body: string): ErrorBody {
  const objects = objectsIn(parsed(body), 0);
  const requestId = objects.map((fields) => first(fields, REQUEST_IDS)).find((id) => id !== undefined);
  const errors = objects.flatMap(errorsIn);
  const found =
    errors.find(({ code, message }) => code !== undefined && message !== undefined) ??
    errors.find(({ code }) => code !== undefined) ??
    errors.find(({ message }) => message !== undefined);
  if (found) return { code: found.code, message: scrub(found.message ?? ''), requestId };
  return { code: undefined, message: /^\s*</.test(body) ? '' : scrub(body), requestId };
}

/** Returns the fault of the credentials that a response reports; undefined if they are not the cause. */
export function credentialFaultOf({ status, body }: HttpResponse): CredentialFault | undefined {
  if (status !== 401) return undefined;
  const { code, message } = readErrorBody(body);
  return credentialFault(status, code, message);
}

type Fields = ReadonlyMap<string, unknown>;

/** Returns the object and the objects nested in it, outermost first. */
function objectsIn(value: unknown, depth: number): readonly Fields[] {
  if (typeof value !== 'object' || value === null || depth > 3) return [];
  const fields = new Map<string, unknown>(Object.entries(value));
  return [fields, ...Array.from(fields.values()).flatMap((nested) => objectsIn(nested, depth + 1))];
}

function errorsIn(
  fields: Fields,
): readonly { readonly code: string | undefined; readonly message: string | undefined }[] {
  return SPELLINGS.map(([code, message]) => ({ code: text(fields.get(code)), message: text(fields.get(message)) }));
}

function first(fields: Fields, names: readonly string[]): string | undefined {
  return names.map((name) => text(fields.get(name))).find((value) => value !== undefined);
}

/**
 * Removes the canonical request and the expected signature, which the gateway echoes when a signature is wrong. Neither
 * helps the user, and the signature is valid.
 */
function scrub(message: string): string {
  return message
    .replace(/(canonical[ _-]?request|string[ _-]?to[ _-]?sign)[\s\S]*/i, '…')
    .replace(/(signature\W{1,3})[0-9a-f]{8,}/gi, '$1…');
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;
}
