import { isModelArtsError } from './errors';
import { normalizeErrorCode } from './normalizeErrorCode';

/**
 * The service reports "not found" as status 400 with these codes; the gateway's 404 concerns paths. Source: API page
 * "Error Codes".
 */
const GONE: ReadonlySet<string> = new Set(['ModelArts.6309', 'ModelArts.6404']);
/** The policy does not allow the operation. Source: API pages "Error Codes" of the service and of its gateway. */
const NOT_ALLOWED: ReadonlySet<string> = new Set(['ModelArts.0108', 'ModelArts.0112', 'APIGW.0302', 'APIGW.0306']);
/** Other codes of the gateway, and those about tokens, are temporary or concern more than this operation. */
const NOT_THIS_OPERATION = /^(?:APIGW\.|ModelArts\.02)/;

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

/** True if the service limits the request rate: status 429, or the gateway's code for it with another status. */
export function isThrottled(error: unknown): boolean {
  if (!isModelArtsError(error) || error.kind !== 'refused') return false;
  return error.status === 429 || normalizeErrorCode(error.code) === 'APIGW.0308';
}

/** True if the account lacks the permission for this operation, which other accounts may have. */
export function isForbidden(error: unknown): boolean {
  if (!isModelArtsError(error) || error.kind !== 'refused') return false;
  const code = normalizeErrorCode(error.code);
  return NOT_ALLOWED.has(code) || (error.status === 403 && !NOT_THIS_OPERATION.test(code));
}
