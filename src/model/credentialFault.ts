import { normalizeErrorCode } from './normalizeErrorCode';

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

/** The service accepts signatures whose date differs from its own by up to this much. */
const CLOCK_WINDOW_MS = 15 * 60_000;

/** True if a request was refused because the local clock is wrong, not because of the credentials. */
export function isClockWrong(
  { status, serverTime }: { readonly status: number; readonly serverTime: number | undefined },
  now: number,
): boolean {
  return status === 401 && serverTime !== undefined && Math.abs(serverTime - now) > CLOCK_WINDOW_MS;
}
