import { createHmac, timingSafeEqual } from 'node:crypto';
import type { EmulatorClock } from '../emulatorClock';
import { mediaType, type WireRequest } from '../http/readRequest';
import { RefusedCall, refuse } from '../http/refusals';
import type { Owner } from '../world/resources';
import { canonicalRequest, sha256 } from './canonicalRequest';
import type { AccessKey, Keyring, Token } from './keyring';

/**
 * Returns the user who sent a request with a signature or a token.
 *
 * @param projectId project in the path, undefined if the path has none (SWR, IAM)
 * @throws RefusedCall like the gateway: 401 for invalid or expired credentials, 403 for the wrong project
 */
export function authenticate(
  request: WireRequest,
  projectId: string | undefined,
  ownProjectId: string,
  keyring: Keyring,
  clock: EmulatorClock,
): Owner {
  const text = request.headers['x-auth-token'];
  if (text !== undefined) return byToken(text, projectId, keyring, clock);
  if (request.headers['authorization'] === undefined) refuse('APIGW.0301', 'x-auth-token not found');
  const key = bySignature(request, keyring, clock);
  const named = request.headers['x-project-id'] ?? projectId;
  if (projectId !== undefined && (projectId !== ownProjectId || named !== projectId)) refuse('ModelArts.0210');
  return key.owner;
}

/** Locks an access key after repeated failures. Source: API Gateway error codes, APIGW.0301. */
function bySignature(request: WireRequest, keyring: Keyring, clock: EmulatorClock): AccessKey {
  const accessKey = accessKeyOf(request) ?? '';
  if (keyring.isLocked(accessKey, clock.now())) refuse('APIGW.0301', 'AK access failed to reach the limit, forbidden');
  try {
    const key = checkSignature(request, (name) => keyring.findKey(name), clock);
    if (keyring.isExpired(key.accessKey)) refuse('APIGW.0301', 'decrypt token fail: the security token has expired');
    keyring.recordSuccess(accessKey);
    return key;
  } catch (error) {
    if (error instanceof RefusedCall) keyring.recordFailure(accessKey, clock.now());
    throw error;
  }
}

function byToken(text: string, projectId: string | undefined, keyring: Keyring, clock: EmulatorClock): Owner {
  const token: Token = keyring.findToken(text) ?? refuse('APIGW.0301', 'decrypt token fail');
  if (keyring.isExpired(text) || token.expiresAt <= clock.now()) refuse('APIGW.0307');
  if (projectId !== undefined && token.projectId !== projectId) refuse('ModelArts.0210');
  return token.owner;
}

const FORM = /^SDK-HMAC-SHA256 Access=([^,\s]+), *SignedHeaders=([^,\s]+), *Signature=([0-9a-f]{64})$/;
const WINDOW_MS = 15 * 60_000;
const SIGNATURE_WRONG = 'verify aksk signature fail';

/** Returns the access key in the `Authorization` header, or undefined if the header has another format. */
function accessKeyOf(request: WireRequest): string | undefined {
  return FORM.exec(request.headers['authorization'] ?? '')?.[1];
}

/**
 * Verifies an `Authorization: SDK-HMAC-SHA256 …` header and returns the key that signed the request.
 * Source: API Request Signing Guide; error messages: its FAQ "Incorrect IAM authentication information".
 *
 * @throws RefusedCall 401 APIGW.0301 with the reason
 */
export function checkSignature(
  request: WireRequest,
  findKey: (accessKey: string) => AccessKey | undefined,
  clock: EmulatorClock,
): AccessKey {
  const [, accessKey, headerList, signature] = FORM.exec(request.headers['authorization'] ?? '') ?? [];
  if (accessKey === undefined || headerList === undefined || signature === undefined) {
    return unauthorized('decode aksk from authorization header fail');
  }
  const key = findKey(accessKey) ?? unauthorized(`ak ${accessKey} not exist`);
  const signed = headerList.split(';');
  checkSignedHeaders(request, signed);
  checkDate(request, clock);
  checkSecurityToken(request, signed, key);
  const canonical = canonicalRequest(request, signed, bodyHash(request));
  if (!isSame(signature, signatureOf(request, canonical, key.secretKey))) {
    unauthorized(`${SIGNATURE_WRONG}, canonicalRequest:${canonical.replaceAll('\n', '|')}`);
  }
  return key;
}

function signatureOf(request: WireRequest, canonical: string, secretKey: string): string {
  const toSign = ['SDK-HMAC-SHA256', request.headers['x-sdk-date'], sha256(canonical)].join('\n');
  return createHmac('sha256', secretKey).update(toSign).digest('hex');
}

function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** The list must be lowercase and sorted, contain only headers of the request, and include the date. */
function checkSignedHeaders(request: WireRequest, signed: readonly string[]): void {
  const sorted = signed.map((name) => name.toLowerCase()).sort();
  if (sorted.join(';') !== signed.join(';'))
    unauthorized(`${SIGNATURE_WRONG}, SignedHeaders is not sorted in lowercase`);
  if (!signed.includes('x-sdk-date')) unauthorized(`${SIGNATURE_WRONG}, x-sdk-date is not signed`);
  const missing = signed.find((name) => request.headers[name] === undefined);
  if (missing !== undefined) unauthorized(`${SIGNATURE_WRONG}, signed header ${missing} not found`);
}

function checkDate(request: WireRequest, clock: EmulatorClock): void {
  const sent = request.headers['x-sdk-date'] ?? '';
  const time = parseSdkDate(sent);
  if (time === undefined) unauthorized(`calc aksk signature fail:x-sdk-date ${sent} is not valid`);
  else if (clock.distanceFrom(time) > WINDOW_MS) {
    const server = formatSdkDate(clock.gatewayNow());
    unauthorized(`calc aksk signature fail:signature expired, signature time:${sent},server time:${server}`);
  }
}

/** Temporary keys require their signed security token. Permanent keys must not have one. */
function checkSecurityToken(request: WireRequest, signed: readonly string[], key: AccessKey): void {
  const token = request.headers['x-security-token'];
  if (token !== key.securityToken) unauthorized('decrypt token fail');
  if (token !== undefined && !signed.includes('x-security-token')) {
    unauthorized(`${SIGNATURE_WRONG}, x-security-token is not signed`);
  }
}

/** A client may declare the body as unsigned in a header, unless it is JSON. */
function bodyHash(request: WireRequest): string {
  const declared = request.headers['x-sdk-content-sha256'];
  const isJson = mediaType(request.headers['content-type']).endsWith('json');
  return declared === 'UNSIGNED-PAYLOAD' && !isJson ? declared : sha256(request.body ?? '');
}

function parseSdkDate(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function formatSdkDate(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace(/[:-]/g, '')}Z`;
}

function unauthorized(reason: string): never {
  return refuse('APIGW.0301', reason);
}
