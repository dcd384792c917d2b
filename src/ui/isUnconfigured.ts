import type { ModelArtsError } from '../model/errors';

/** True while there is nothing to ask: no fault, so that the welcome text of the view speaks and not a row. */
export function isUnconfigured(error: ModelArtsError): boolean {
  return error.kind === 'notConnected' && ['noConnection', 'unknownConnection', 'badConnection'].includes(error.reason);
}
