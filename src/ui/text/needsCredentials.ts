import { credentialFault, isClockWrong } from '../../model/errorCodes';
import { isModelArtsError } from '../../model/errors';

/** Returns true when other credentials or another credential source would help. */
export function needsCredentials(error: unknown): boolean {
  if (!isModelArtsError(error)) return false;
  switch (error.kind) {
    case 'refused':
      if (isClockWrong(error, Date.now())) return false;
      switch (credentialFault(error.status, error.code, error.serviceMessage)) {
        case 'expired':
        case 'refused':
          return true;
        // A lock expires without user action.
        case 'locked':
        case undefined:
          return false;
      }
    case 'notConnected':
      switch (error.reason) {
        case 'noCredentials':
        case 'noStoredSecret':
        case 'otherAddress':
        case 'noFile':
        case 'badFile':
        case 'encryptedFile':
        case 'badEndpoint':
          return true;
        case 'noConnection':
        case 'unknownConnection':
        case 'noProject':
        case 'badConnection':
          return false;
      }
    default:
      return false;
  }
}
