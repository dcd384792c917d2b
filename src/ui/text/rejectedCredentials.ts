import { l10n } from 'vscode';
import { credentialFault } from '../../model/errorCodes';
import { type RefusedError } from '../../model/errors';
import type { ServiceError } from './codes/serviceErrorTable';

/**
 * Returns the exact reason for rejected credentials, which only the gateway's message contains. Source: signing guide, FAQ
 * "Incorrect IAM authentication information". IAM has no error codes and repeats the status instead.
 */
export function rejectedCredentials({ status, code, serviceMessage }: RefusedError): ServiceError | undefined {
  if (status !== 401) return undefined;
  if (code === '401') {
    return {
      message: l10n.t('IAM rejected the credentials.'),
      remedy: l10n.t(
        'Check the account, user name, and password, or check the access keys. IAM locks a user temporarily after several wrong passwords.',
      ),
    };
  }
  if (credentialFault(status, code, serviceMessage) === 'locked') {
    return {
      message: l10n.t('The access key is locked after too many failed attempts.'),
      remedy: l10n.t(
        'Try again in five minutes. Check that no other program uses the access key with a wrong secret key.',
      ),
    };
  }
  if (/\bak\b.*not exist/i.test(serviceMessage)) {
    return {
      message: l10n.t("The access key doesn't exist."),
      remedy: l10n.t('Check the access key. It may have been deleted, or belong to another cloud.'),
    };
  }
  if (/verify aksk signature fail/i.test(serviceMessage)) {
    return {
      message: l10n.t("The secret key doesn't match the access key."),
      remedy: l10n.t('Check the secret key.'),
    };
  }
  if (/decrypt token fail/i.test(serviceMessage)) {
    return {
      message: l10n.t('The temporary access keys have expired, or the security token is invalid.'),
      remedy: l10n.t('Update the credentials and try again.'),
    };
  }
  return undefined;
}
