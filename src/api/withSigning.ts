import type { AccessKeys, Send } from './http';
import { refuseForeignHost } from './refuseForeignHost';
import { sign } from './signer';

export interface SigningOptions {
  /** Asked for each request, so that renewed keys are used at once. */
  readonly keysFor: () => Promise<AccessKeys>;
  readonly projectId: string | undefined;
  /** Whom the keys are for: nothing is signed for another origin. */
  readonly endpoint: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Signs each request with the date of the moment it leaves: a retry is signed anew.
 *
 * @throws NotSentError `foreignHost` for a request to another origin, before any key is read
 */
export function withSigning(send: Send, { keysFor, projectId, endpoint, now }: SigningOptions): Send {
  return async (request, signal) => {
    refuseForeignHost(request.url, endpoint);
    const keys = await keysFor();
    const project = projectId === undefined ? {} : { 'x-project-id': projectId };
    const headers = sign({ ...request, headers: { ...request.headers, ...project } }, keys, now());
    return send({ ...request, headers }, signal);
  };
}
