import type { EmulatorClock } from '../emulatorClock';
import type { WireRequest } from '../http/readRequest';
import { refuse } from '../http/refusals';
import type { Owner } from '../world/owner';
import { checkSignature } from './checkSignature';
import type { Keyring, Token } from './keyring';

/**
 * Who sent this request, by signature or by token.
 *
 * @param projectId Project of the path; undefined where the path has none (SWR, IAM).
 * @throws RefusedCall as the gateway answers: 401 for wrong or ended credentials, 403 for the wrong project
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
  const key = checkSignature(request, (accessKey) => keyring.findKey(accessKey), clock);
  if (keyring.hasEnded(key.accessKey)) refuse('APIGW.0301', 'decrypt token fail: the security token has expired');
  const named = request.headers['x-project-id'] ?? projectId;
  if (projectId !== undefined && (projectId !== ownProjectId || named !== projectId)) refuse('ModelArts.0210');
  return key.owner;
}

function byToken(text: string, projectId: string | undefined, keyring: Keyring, clock: EmulatorClock): Owner {
  const token: Token = keyring.findToken(text) ?? refuse('APIGW.0301', 'decrypt token fail');
  if (keyring.hasEnded(text) || token.expiresAt <= clock.now()) refuse('APIGW.0307');
  if (projectId !== undefined && token.projectId !== projectId) refuse('ModelArts.0210');
  return token.owner;
}
