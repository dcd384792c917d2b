import { isModelArtsError } from './errors';
import { normalizeErrorCode } from './normalizeErrorCode';

/** Source: API page "Error Codes": not found is told with 400 and a code of its own, the gateway's 404 is about paths. */
const GONE: ReadonlySet<string> = new Set(['ModelArts.6309', 'ModelArts.6404']);
/** Source: API pages "Error Codes" of the service and of its gateway: the policy does not allow what was asked. */
const NOT_ALLOWED: ReadonlySet<string> = new Set(['ModelArts.0108', 'ModelArts.0112', 'APIGW.0302', 'APIGW.0306']);
/** The gateway's other reasons pass, or are about more than this request: so do those about a token. */
const ABOUT_MORE = /^(?:APIGW\.|ModelArts\.02)/;

/** The service answered that there is no such notebook or image. */
export function isGone(error: unknown): boolean {
  if (!isModelArtsError(error) || error.kind !== 'refused') return false;
  const { code, status } = error;
  return code === undefined ? status === 404 : GONE.has(code) || (status === 404 && !code.startsWith('APIG'));
}

/** The service refused to save a notebook that is not running. Source: API page "Error Codes". */
export function isNotRunning(error: unknown): boolean {
  return isModelArtsError(error) && error.kind === 'refused' && error.code === 'ModelArts.6327';
}

/** The service wants fewer requests: 429, or the gateway's code for that in an answer of another status. */
export function isThrottled(error: unknown): boolean {
  if (!isModelArtsError(error) || error.kind !== 'refused') return false;
  return error.status === 429 || normalizeErrorCode(error.code) === 'APIGW.0308';
}

/** The service answered that the account may not do this; others may. */
export function isForbidden(error: unknown): boolean {
  if (!isModelArtsError(error) || error.kind !== 'refused') return false;
  const code = normalizeErrorCode(error.code);
  return NOT_ALLOWED.has(code) || (error.status === 403 && !ABOUT_MORE.test(code));
}
