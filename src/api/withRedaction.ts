import { isModelArtsError, UnreadableAnswerError } from '../model/errors';
import type { Send } from './http';
import { type Redact, redactor, shortFact } from './redact';

const REQUEST_ID = 'x-request-id';

/**
 * Keeps the secrets of a request out of errors. The request ID is redacted here. The response carries the function that
 * redacts everything else that reaches an error. The body is unchanged.
 */
export function withRedaction(send: Send): Send {
  return async (request, signal) => {
    const redact = redactor(request.secrets ?? []);
    try {
      const response = await send(request, signal);
      return { ...response, headers: withShortId(response.headers, redact), redact };
    } catch (error) {
      throw isModelArtsError(error) && error.kind === 'unreadable' ? redacted(error, redact) : error;
    }
  };
}

function withShortId(headers: Readonly<Record<string, string>>, redact: Redact): Readonly<Record<string, string>> {
  const { [REQUEST_ID]: id, ...others } = headers;
  const short = shortFact(id, redact);
  return short === undefined ? others : { ...others, [REQUEST_ID]: short };
}

function redacted(error: UnreadableAnswerError, redact: Redact): UnreadableAnswerError {
  const { reason, status, host, requestId, cause, proxy } = error;
  return new UnreadableAnswerError(reason, status, host, shortFact(requestId, redact), { cause, proxy });
}
