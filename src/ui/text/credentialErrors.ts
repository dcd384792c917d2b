import { credentialFault, isClockWrong } from '../../model/errorCodes';
import { isAcceptedWithoutImage, isModelArtsError, type ModelArtsError } from '../../model/errors';

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

/** Returns true when “Diagnose Connection” can help: the network, the credentials or the clock may be the cause. */
export function isAboutConnection(error: ModelArtsError): boolean {
  switch (error.kind) {
    case 'notSent':
    case 'noAnswer':
    case 'unreadable':
      return true;
    case 'refused':
      return error.status === 401 || error.page !== undefined;
    case 'notConnected':
      return error.reason !== 'noConnection';
    case 'outcomeUnknown':
      return !isAcceptedWithoutImage(error) && isModelArtsError(error.cause) && isAboutConnection(error.cause);
    case 'notSaved':
      return isModelArtsError(error.cause) && isAboutConnection(error.cause);
    case 'followTimeout':
    case 'saveInProgress':
    case 'notSavable':
    case 'invalidRequest':
    case 'invalidArgument':
      return false;
  }
}
