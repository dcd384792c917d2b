import { isModelArtsError } from '../model/errors';
import { type CredentialFault, credentialFault } from '../model/credentialFault';
import type { HttpResponse, Send } from './http';
import { readErrorBody } from './readErrorBody';

/** How a connection fares: its credentials are taken, have ended, are not taken, or nobody answers. */
export type Health = 'ok' | CredentialFault | 'unreachable';

/** Tells of each request what it shows of the connection's health; says nothing where it shows nothing. */
export function withHealth(send: Send, report: (health: Health) => void): Send {
  const tell = (health: Health | undefined): void => {
    if (health) report(health);
  };
  return async (request, signal) => {
    try {
      const response = await send(request, signal);
      tell(healthOfAnswer(response));
      return response;
    } catch (error) {
      if (!signal.aborted) tell(healthOfError(error));
      throw error;
    }
  };
}

function healthOfAnswer({ status, body }: HttpResponse): Health | undefined {
  if (status === 401) {
    const { code, message } = readErrorBody(body);
    return credentialFault(status, code, message);
  }
  return status < 300 || status === 403 || status === 404 ? 'ok' : undefined;
}

function healthOfError(error: unknown): Health | undefined {
  if (!isModelArtsError(error)) return undefined;
  if (error.kind === 'notSent' || error.kind === 'noAnswer') return 'unreachable';
  return error.kind === 'refused' ? credentialFault(error.status, error.code, error.serviceMessage) : undefined;
}
