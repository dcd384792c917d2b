import type { ModelArtsError } from '../model/errors';

/** True if no usable connection is configured. The view then shows its welcome text, not an error row. */
export function isUnconfigured(error: ModelArtsError): boolean {
  return error.kind === 'notConnected' && ['noConnection', 'unknownConnection', 'badConnection'].includes(error.reason);
}
