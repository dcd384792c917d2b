import type { AccessKeys, Send } from './http';
import { sign } from './signer';

export interface SigningOptions {
  /** Asked for each request, so that renewed keys are used at once. */
  readonly keysFor: () => Promise<AccessKeys>;
  readonly projectId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Signs each request with the date of the moment it leaves: a retry is signed anew. */
export function withSigning(send: Send, { keysFor, projectId, now }: SigningOptions): Send {
  return async (request, signal) => {
    const keys = await keysFor();
    const project = projectId === undefined ? {} : { 'x-project-id': projectId };
    const headers = sign({ ...request, headers: { ...request.headers, ...project } }, keys, now());
    return send({ ...request, headers }, signal);
  };
}
