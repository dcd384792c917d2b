import { isAcceptedWithoutImage, isModelArtsError, type ModelArtsError } from '../../model/errors';

/** True for what “Diagnose Connection” may tell more about: the way to the service, the credentials, the clock. */
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
