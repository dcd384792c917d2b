import { normalizeErrorCode } from './normalizeErrorCode';

/** Why an answer says that the credentials, and nothing else, are to blame. */
export type CredentialFault =
  | 'expired'
  | 'refused'
  /** The access key failed too often, here or elsewhere, and is refused for about five minutes whatever is signed with it. */
  | 'locked';

const EXPIRED: ReadonlySet<string> = new Set(['APIGW.0307', 'ModelArts.0202']);

/** 401 is also how suspended accounts and missing permissions are told: no other key helps there. */
const NOT_ABOUT_CREDENTIALS: ReadonlySet<string> = new Set([
  'ModelArts.6201',
  'ModelArts.6203',
  'ModelArts.0112',
  'ModelArts.0108',
]);

/**
 * What a refusal says of the credentials; undefined = they are not to blame. Ended temporary keys and locked ones have no code
 * of their own, so the gateway's words tell them. Sources: API Gateway error codes; error codes of ModelArts.
 */
export function credentialFault(
  status: number,
  code: string | undefined,
  serviceMessage: string,
): CredentialFault | undefined {
  if (status !== 401) return undefined;
  const known = normalizeErrorCode(code);
  if (NOT_ABOUT_CREDENTIALS.has(known)) return undefined;
  if (/reach the limit/i.test(serviceMessage)) return 'locked';
  return EXPIRED.has(known) || /decrypt token fail/i.test(serviceMessage) ? 'expired' : 'refused';
}

/** The service accepts signatures whose date is so far from its own. */
const CLOCK_WINDOW_MS = 15 * 60_000;

/** True where a refusal is due to this computer's clock: nothing is wrong with the credentials. */
export function isClockWrong(
  { status, serverTime }: { readonly status: number; readonly serverTime: number | undefined },
  now: number,
): boolean {
  return status === 401 && serverTime !== undefined && Math.abs(serverTime - now) > CLOCK_WINDOW_MS;
}
