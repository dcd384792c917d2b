import { isModelArtsError, type ModelArtsError } from './errors';

/** True if the same request may succeed later: no response, an unusable one, a request limit, or a fault of the service. */
export function isTransient(error: ModelArtsError): boolean {
  switch (error.kind) {
    case 'notSent':
    case 'noAnswer':
    case 'unreadable':
      return true;
    case 'refused':
      return isThrottled(error) || error.status >= 500;
    default:
      return false;
  }
}

/** True if the service limits the request rate: status 429, or the gateway's code for it with another status. */
export function isThrottled(error: unknown): boolean {
  if (!isModelArtsError(error) || error.kind !== 'refused') return false;
  return error.status === 429 || normalizeErrorCode(error.code) === 'APIGW.0308';
}

/**
 * The service reports "not found" as status 400 with these codes; the gateway's 404 concerns paths. Source: API page
 * "Error Codes".
 */
const GONE: ReadonlySet<string> = new Set(['ModelArts.6309', 'ModelArts.6404']);

/** True if the service reports that the notebook or image does not exist. */
export function isGone(error: unknown): boolean {
  if (!isModelArtsError(error) || error.kind !== 'refused') return false;
  const { code, status } = error;
  return code === undefined ? status === 404 : GONE.has(code) || (status === 404 && !code.startsWith('APIG'));
}

/** True if the service refused to save a notebook because it is not running. Source: API page "Error Codes". */
export function isNotRunning(error: unknown): boolean {
  return isModelArtsError(error) && error.kind === 'refused' && error.code === 'ModelArts.6327';
}

/** The policy does not allow the operation. Source: API pages "Error Codes" of the service and of its gateway. */
const NOT_ALLOWED: ReadonlySet<string> = new Set(['ModelArts.0108', 'ModelArts.0112', 'APIGW.0302', 'APIGW.0306']);
/** Other codes of the gateway, and those about tokens, are temporary or concern more than this operation. */
const NOT_THIS_OPERATION = /^(?:APIGW\.|ModelArts\.02)/;

/** True if the account lacks the permission for this operation, which other accounts may have. */
export function isForbidden(error: unknown): boolean {
  if (!isModelArtsError(error) || error.kind !== 'refused') return false;
  const code = normalizeErrorCode(error.code);
  return NOT_ALLOWED.has(code) || (error.status === 403 && !NOT_THIS_OPERATION.test(code));
}

/** Why the credentials were refused. */
export type CredentialFault =
  | 'expired'
  | 'refused'
  /**
   * The access key failed too often, here or elsewhere. The service refuses it for about five minutes, whatever the
   * signature.
   */
  | 'locked';

const EXPIRED: ReadonlySet<string> = new Set(['APIGW.0307', 'ModelArts.0202']);

/** Status 401 also stands for suspended accounts and missing permissions, which other credentials do not fix. */
const NOT_ABOUT_CREDENTIALS: ReadonlySet<string> = new Set([
  'ModelArts.6201',
  'ModelArts.6203',
  'ModelArts.0112',
  'ModelArts.0108',
]);

/**
 * Returns the fault of the credentials that a refusal reports, or undefined if they are not the cause. Expired
 * temporary keys and locked keys have no code of their own and are recognized by the gateway's message. Sources: API
 * Gateway error codes; error codes of ModelArts.
 */
export function credentialFault(
  status: number,
  code: string | undefined,
  serviceMessage: string,
): CredentialFault | undefined {
  if (status !== 401) return undefined;
  const normalized = normalizeErrorCode(code);
  if (NOT_ABOUT_CREDENTIALS.has(normalized)) return undefined;
  if (/reach the limit/i.test(serviceMessage)) return 'locked';
  return EXPIRED.has(normalized) || /decrypt token fail/i.test(serviceMessage) ? 'expired' : 'refused';
}

/**
 * Maximum difference between a request's date and the gateway's clock, in milliseconds. Source: API Request Signing Guide.
 */
export const MAX_CLOCK_SKEW_MS = 15 * 60_000;

/** True if a request was refused because the local clock is wrong, not because of the credentials. */
export function isClockWrong(
  { status, serverTime }: { readonly status: number; readonly serverTime: number | undefined },
  now: number,
): boolean {
  return status === 401 && serverTime !== undefined && Math.abs(serverTime - now) > MAX_CLOCK_SKEW_MS;
}

/** A field of the save request. */
export type FaultyField = 'name' | 'namespace' | 'tag' | 'description' | 'workspace';

/**
 * Error codes that concern one field. Source: ModelArts API reference, appendix "Error Codes"; SWR API reference,
 * "Error Codes".
 */
const FIELD_BY_CODE: ReadonlyMap<string, FaultyField> = new Map([
  ['ModelArts.6737', 'tag'],
  ['ModelArts.2884', 'tag'],
  ['SVCSTG.SWR.4090006', 'tag'],
  ['ModelArts.2885', 'namespace'],
  ['SVCSTG.SWR.4030170', 'namespace'],
  ['SVCSTG.SWR.4040058', 'namespace'],
  ['ModelArts.0102', 'workspace'],
  ['ModelArts.7002', 'workspace'],
  ['ModelArts.7004', 'workspace'],
  ['ModelArts.7005', 'workspace'],
  ['ModelArts.7008', 'workspace'],
]);

/** Error codes for an invalid value whose field only the message names. */
const UNSPECIFIC_CODES: ReadonlySet<string> = new Set(
  ['0101', '0104', '0107', '6332', '6334', '6335', '6336', '6400'].map((number) => `ModelArts.${number}`),
);

/** Names the service's messages use for the fields. A name that contains another one comes first. */
const FIELD_BY_PATTERN: readonly (readonly [RegExp, FaultyField])[] = [
  [/workspace(?:_id)?/i, 'workspace'],
  [/namespace|organi[sz]ation/i, 'namespace'],
  [/\btag\b/i, 'tag'],
  [/\bdescription\b/i, 'description'],
  [/\bname\b/i, 'name'],
];

/**
 * Returns the field of the save request that a refusal concerns, so that the user returns to the right step. Undefined
 * if it concerns no particular field.
 *
 * @param message the service's message, which decides if the code does not
 */
export function faultyField(code: string | undefined, message = ''): FaultyField | undefined {
  const field = FIELD_BY_CODE.get(code ?? '');
  if (field || !UNSPECIFIC_CODES.has(code ?? '')) return field;
  return FIELD_BY_PATTERN.find(([word]) => word.test(message))?.[1];
}

/**
 * Returns an error code as the shared gateway writes it, e.g. `APIGW.0308`. A dedicated gateway uses the prefix `APIG.`
 * with the same numbers. Returns an empty string for undefined.
 */
export function normalizeErrorCode(code: string | undefined): string {
  return (code ?? '').replace(/^APIG\./, 'APIGW.');
}
