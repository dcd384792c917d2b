import { l10n } from 'vscode';
import { credentialFault, isThrottled } from '../../model/errorCodes';
import type { ModelArtsError, RefusedError } from '../../model/errors';

/** Explains why polling a save is currently failing. The text has no final period. */
export function interruptionText(error: ModelArtsError): string {
  switch (error.kind) {
    case 'refused':
      return refusedText(error);
    case 'unreadable':
      return l10n.t('Unexpected response; still trying');
    case 'notConnected':
      return l10n.t("The connection can't be used; still trying");
    case 'notSent':
    case 'noAnswer':
    case 'outcomeUnknown':
    case 'notSaved':
    case 'followTimeout':
    case 'saveInProgress':
    case 'notSavable':
    case 'invalidRequest':
    case 'invalidArgument':
      return l10n.t("Can't reach ModelArts; still trying");
  }
}

function refusedText(error: RefusedError): string {
  if (error.page) return l10n.t('Unexpected response; still trying');
  switch (credentialFault(error.status, error.code, error.serviceMessage)) {
    case 'expired':
      return l10n.t('Credentials expired; still trying');
    case 'refused':
      return l10n.t('Credentials rejected; still trying');
    case 'locked':
      return l10n.t('Access key locked; still trying');
    case undefined:
      if (isThrottled(error)) return l10n.t('Too many requests; still trying');
      if (error.status >= 500) return l10n.t('ModelArts reports an error; still trying');
      return l10n.t('ModelArts rejects status requests; still trying');
  }
}
