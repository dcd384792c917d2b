import { l10n } from 'vscode';
import { credentialFault, isClockWrong, isForbidden, isThrottled } from '../../model/errorCodes';
import {
  isModelArtsError,
  type ModelArtsError,
  type NetworkFacts,
  type NotConnectedError,
  type RefusedError,
} from '../../model/errors';

/** Describes an error in two to four words, for a tree row. For the whole message, see {@link errorMessage}. */
export function errorLabel(error: ModelArtsError): string {
  switch (error.kind) {
    case 'notSent':
      // The cause may be a response of a proxy.
      return isResponse(error.cause) ? errorLabel(error.cause) : networkLabel(error.facts);
    case 'noAnswer':
      return networkLabel(error.facts);
    case 'refused':
      return refusedLabel(error);
    case 'unreadable':
      return l10n.t('Unexpected response');
    case 'notConnected':
      return notConnectedLabel(error.reason);
    case 'outcomeUnknown':
    case 'notSaved':
    case 'followTimeout':
    case 'saveInProgress':
    case 'notSavable':
    case 'invalidRequest':
    case 'invalidArgument':
      return l10n.t('Request failed');
  }
}

function isResponse(cause: unknown): cause is ModelArtsError {
  return isModelArtsError(cause) && (cause.kind === 'refused' || cause.kind === 'unreadable');
}

function networkLabel({ reason }: NetworkFacts): string {
  switch (reason) {
    case 'refused':
      return l10n.t('Connection refused');
    case 'dns':
      return l10n.t('Host not found');
    case 'tls':
      return l10n.t('Certificate not trusted');
    case 'proxy':
    case 'proxyUnreachable':
    case 'proxyUnusable':
      return l10n.t('Proxy failed');
    case 'proxyAuth':
      return l10n.t('Proxy requires a password');
    case 'timeout':
      return l10n.t('No response in time');
    case 'offline':
      return l10n.t('No network');
    case 'reset':
    case 'other':
      return l10n.t('Connection lost');
    case 'foreignHost':
    case 'unusableText':
      return l10n.t('Request not sent');
  }
}

function refusedLabel(error: RefusedError): string {
  const { status, code, serviceMessage, page } = error;
  if (page) return l10n.t('Unexpected response');
  if (isClockWrong(error, Date.now())) return l10n.t('Computer clock is wrong');
  switch (credentialFault(status, code, serviceMessage)) {
    case 'expired':
      return l10n.t('Access keys expired');
    case 'refused':
      return l10n.t('Credentials rejected');
    case 'locked':
      return l10n.t('Access key locked');
    case undefined:
      if (isForbidden(error)) return l10n.t('Permission denied');
      if (isThrottled(error)) return l10n.t('Too many requests');
      return status >= 500 ? l10n.t('Service error') : l10n.t('Request rejected');
  }
}

function notConnectedLabel(reason: NotConnectedError['reason']): string {
  switch (reason) {
    case 'noConnection':
    case 'unknownConnection':
      return l10n.t('Not connected');
    case 'noCredentials':
    case 'noStoredSecret':
      return l10n.t('Credentials missing');
    case 'otherAddress':
      return l10n.t('Endpoint changed');
    case 'noFile':
    case 'badFile':
      return l10n.t('Credentials file unusable');
    case 'encryptedFile':
      return l10n.t('Credentials file encrypted');
    case 'noProject':
      return l10n.t('Project missing');
    case 'badConnection':
    case 'badEndpoint':
      return l10n.t('Connection incomplete');
  }
}
