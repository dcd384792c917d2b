import { l10n } from 'vscode';
import { normalizeErrorCode } from '../../model/errorCodes';
import { ACCOUNT_ERRORS } from './codes/accountErrors';
import { GATEWAY_ERRORS } from './codes/gatewayErrors';
import { IMAGE_ERRORS, REGISTRY_ERRORS } from './codes/imageErrors';
import { NOTEBOOK_ERRORS } from './codes/notebookErrors';
import type { ServiceError, ServiceErrorTable } from './codes/serviceErrorTable';

const TABLE: ReadonlyMap<string, () => ServiceError> = new Map(
  [NOTEBOOK_ERRORS, IMAGE_ERRORS, ACCOUNT_ERRORS, GATEWAY_ERRORS, REGISTRY_ERRORS].flatMap((table: ServiceErrorTable) =>
    Object.entries(table),
  ),
);

/** All codes with a message. Codes of dedicated gateways begin with `APIG.`, those of the shared gateway with `APIGW.`. */
export const EXPLAINED_CODES: readonly string[] = [...TABLE.keys()];

/** Returns the message of an error code; undefined for an unknown code. */
export function serviceError(code: string | undefined): ServiceError | undefined {
  return TABLE.get(normalizeErrorCode(code))?.();
}

/** Returns a remedy by HTTP status, for responses without a known error code. */
export function statusRemedy(status: number): string | undefined {
  if (status >= 500) return l10n.t('Try again in a few minutes.');
  switch (status) {
    case 401:
      return l10n.t("Check the access key, the secret key, and this computer's clock.");
    case 403:
      return l10n.t('Ask your administrator for the permission.');
    case 404:
      return l10n.t('Check the region and the endpoints of the connection.');
    case 429:
      return l10n.t('Try again in a minute.');
    default:
      return undefined;
  }
}
