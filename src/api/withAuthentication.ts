import { isModelArtsError } from '../model/errors';
import { assertSameOrigin } from './assertSameOrigin';
import type { Authentication, Authenticator } from './authenticator';
import { type CredentialGuard, type GuardedResponse, isAboutCredentials } from './credentialGuard';
import type { HttpRequest, Send } from './http';
import { sign } from './signer';

export interface AuthenticationOptions {
  /** Asked for each request, so that renewed keys are used at once. */
  readonly authenticator: Authenticator;
  readonly projectId: string | undefined;
  /** Whom the credentials are for: no other origin is sent any. */
  readonly endpoint: string;
  /** Shared by everything that uses the same credentials. Undefined = every request is sent. */
  readonly guard?: CredentialGuard | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Signs each request with the date of the moment it leaves, or sends the token with it: a retry is signed anew. What is
 * refused for its credentials has surely done nothing, so it goes once more, whatever it is, where there are others. While the
 * guard remembers a refusal of these credentials, the answer is that refusal and nothing is sent.
 *
 * @throws NotSentError `foreignHost` for a request to another origin, before any credential is read
 */
export function withAuthentication(
  send: Send,
  { authenticator, projectId, endpoint, guard, now }: AuthenticationOptions,
): Send {
  const refuseOthers = assertSameOrigin(endpoint);
  return async (request, signal) => {
    refuseOthers(request.url);
    const sendWith = async (used: Authentication): Promise<GuardedResponse> => {
      const sendNow = () => send(proved(request, used, projectId, now()), signal);
      if (guard) return guard.send(used, request.url, sendNow, signal);
      return { response: await sendNow(), isRemembered: false };
    };
    const used = await authenticator.current(signal);
    const { response, isRemembered } = await sendWith(used);
    // A token is not exchanged for another before the guard lets it be tried again.
    if (!isAboutCredentials(response) || (isRemembered && used.kind === 'token')) return response;
    const fresh = await renewed(authenticator, used, signal);
    return fresh ? (await sendWith(fresh)).response : response;
  };
}

function proved(
  request: HttpRequest,
  authentication: Authentication,
  projectId: string | undefined,
  now: number,
): HttpRequest {
  if (authentication.kind === 'token') {
    // The token names its project itself.
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

/** The refusal stands where nothing better can be had; only IAM's own no tells more than it. */
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
