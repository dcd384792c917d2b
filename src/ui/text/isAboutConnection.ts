import { isAcceptedWithoutImage, isModelArtsError, type ModelArtsError } from '../../model/errors';

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
