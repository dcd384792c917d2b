import { type CredentialFault, credentialFault } from '../model/errorCodes';
import { isModelArtsError } from '../model/errors';
import type { HttpResponse, Send } from './http';
import { readErrorBody } from './readAnswer';

/** Health of a connection: working, a credential fault, or unreachable. */
export type Health = 'ok' | CredentialFault | 'unreachable';

/** Calls `report` for each response or error that reveals the health of the connection. */
export function withHealth(send: Send, report: (health: Health) => void): Send {
  const reportKnown = (health: Health | undefined): void => {
    if (health) report(health);
  };
  return async (request, signal) => {
    try {
      const response = await send(request, signal);
      reportKnown(healthOfAnswer(response));
      return response;
    } catch (error) {
      if (!signal.aborted) reportKnown(healthOfError(error));
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
