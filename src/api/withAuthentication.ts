import { isModelArtsError } from '../model/errors';
import type { Authentication, Authenticator } from './authenticator';
import { type CredentialGuard, type GuardedResponse, isCredentialRefusal } from './credentialGuard';
import { assertSameOrigin, type HttpRequest, type Send } from './http';
import { sign } from './signer';

/** Options of {@link withAuthentication}. */
export interface AuthenticationOptions {
  /** Read for each request, so that renewed keys take effect immediately. */
  readonly authenticator: Authenticator;
  readonly projectId: string | undefined;
  /** The only endpoint that receives the credentials. */
  readonly endpoint: string;
  /** Shared by all users of the same credentials. Undefined: every request is sent. */
  readonly guard?: CredentialGuard | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Signs each request at the time it is sent, or attaches the token. A retry is signed again. A request that is refused
 * because of its credentials had no effect, so it is sent once more, whatever its method, if other credentials are
 * available. While the guard remembers a refusal of these credentials, it returns that refusal and sends nothing.
 *
 * @throws NotSentError `foreignHost` for a request to another origin, before any credential is read
 */
export function withAuthentication(
  send: Send,
  { authenticator, projectId, endpoint, guard, now }: AuthenticationOptions,
): Send {
  const assertAllowed = assertSameOrigin(endpoint);
  return async (request, signal) => {
    assertAllowed(request.url);
    const sendWith = async (used: Authentication): Promise<GuardedResponse> => {
      const sendNow = () => send(authenticated(request, used, projectId, now()), signal);
      if (guard) return guard.send(used, request.url, sendNow, signal);
      return { response: await sendNow(), isRemembered: false };
    };
    const used = await authenticator.current(signal);
    const { response, isRemembered } = await sendWith(used);
    // A token is not exchanged for a new one before the guard allows another attempt.
    if (!isCredentialRefusal(response) || (isRemembered && used.kind === 'token')) return response;
    const fresh = await renewed(authenticator, used, signal);
    return fresh ? (await sendWith(fresh)).response : response;
  };
}

function authenticated(
  request: HttpRequest,
  authentication: Authentication,
  projectId: string | undefined,
  now: number,
): HttpRequest {
  if (authentication.kind === 'token') {
    // The token already names its project.
    const { token } = authentication;
    return { ...request, headers: { ...request.headers, 'x-auth-token': token }, secrets: [token] };
  }
  const project = projectId === undefined ? {} : { 'x-project-id': projectId };
  const { keys } = authentication;
  const headers = sign({ ...request, headers: { ...request.headers, ...project } }, keys, now);
  const signature = headers['authorization']?.split('Signature=')[1];
  const secrets = [keys.accessKey, keys.secretKey, keys.securityToken, signature].filter((each) => each !== undefined);
  return { ...request, headers, secrets };
}

/**
 * Returns other credentials, or undefined so that the original refusal stands. Throws only errors that say more than
 * the refusal: those of IAM, and missing credentials.
 */
async function renewed(
  authenticator: Authenticator,
  refused: Authentication,
  signal: AbortSignal,
): Promise<Authentication | undefined> {
  try {
    return await authenticator.renewed(refused, signal);
  } catch (error) {
    if (signal.aborted || !isModelArtsError(error)) throw error;
    if (error.kind === 'refused' || error.kind === 'notConnected') throw error;
    return undefined;
  }
}
