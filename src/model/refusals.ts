import { isModelArtsError } from './errors';

/** Source: API page "Error Codes": not found is told with 400 and a code of its own, the gateway's 404 is about paths. */
const GONE: ReadonlySet<string> = new Set(['ModelArts.6309', 'ModelArts.6404']);
/** Source: API page "Error Codes": the policy, or the service, does not allow what was asked. */
const NOT_ALLOWED: ReadonlySet<string> = new Set(['ModelArts.0108', 'ModelArts.0112']);

/** The service answered that there is no such notebook or image. */
export function isGone(error: unknown): boolean {
  if (!isModelArtsError(error) || error.kind !== 'refused') return false;
  const { code, status } = error;
  return code === undefined ? status === 404 : GONE.has(code) || (status === 404 && !code.startsWith('APIG'));
}

/** The service answered that the account may not do this; others may. */
export function isForbidden(error: unknown): boolean {
  if (!isModelArtsError(error) || error.kind !== 'refused') return false;
  return error.status === 403 || (error.code !== undefined && NOT_ALLOWED.has(error.code));
}
