import type { EmulatorClock } from '../emulatorClock';
import type { WireRequest } from '../http/readRequest';
import { RefusedCall } from '../http/refusal';
import { refuse } from '../http/refusals';
import type { Owner } from '../world/owner';
import { accessKeyOf, checkSignature } from './checkSignature';
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
