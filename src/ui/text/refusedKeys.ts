import { l10n } from 'vscode';
import { credentialFault } from '../../model/credentialFault';
import type { RefusedError } from '../../model/errors';
import type { ServiceError } from './codes/serviceError';

/**
 * Returns the exact reason for rejected credentials, which only the gateway's message contains. Source: signing guide, FAQ
 * "Incorrect IAM authentication information". IAM has no error codes and repeats the status instead.
 */
export function rejectedCredentials({ status, code, serviceMessage }: RefusedError): ServiceError | undefined {
  if (status !== 401) return undefined;
  if (code === '401') {
    return {
      message: l10n.t('IAM does not accept these credentials.'),
      remedy: l10n.t(
        'Check account, user and password, or the keys; after several wrong passwords IAM locks the user for a while.',
      ),
    };
  }
  if (credentialFault(status, code, serviceMessage) === 'locked') {
    return {
      message: l10n.t('The access key is locked after too many failed attempts.'),
      remedy: l10n.t('Try again in five minutes, and check that no other program uses it with a wrong secret key.'),
    };
  }
  if (/\bak\b.*not exist/i.test(serviceMessage)) {
    return {
      message: l10n.t('There is no such access key.'),
      remedy: l10n.t('Check the access key: it may have been deleted, or belong to another cloud.'),
    };
  }
  if (/verify aksk signature fail/i.test(serviceMessage)) {
    return {
      message: l10n.t('The secret key does not belong to the access key.'),
      remedy: l10n.t('Check the secret key.'),
    };
  }
  if (/decrypt token fail/i.test(serviceMessage)) {
    return {
      message: l10n.t('The temporary keys have ended, or their security token is wrong.'),
      remedy: l10n.t('Provide fresh ones and try again.'),
    };
  }
  return undefined;
}
