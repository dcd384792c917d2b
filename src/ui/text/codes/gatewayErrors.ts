import { l10n } from 'vscode';
import type { ServiceError, ServiceErrorTable } from './serviceErrorTable';

const brokenGateway = (): ServiceError => ({
  message: l10n.t("The gateway isn't configured for this request."),
  remedy: l10n.t('Check the region and the endpoints of the connection.'),
});
const appKey = (): ServiceError => ({
  message: l10n.t('The gateway requires app authentication.'),
  remedy: l10n.t('Check the endpoints of the connection. Account access keys work only with public endpoints.'),
});
const notAllowed = (): ServiceError => ({
  message: l10n.t("The gateway doesn't allow this operation for your account."),
  remedy: l10n.t('Ask your administrator for the permission.'),
});

/** Errors of the API gateway in front of the services. Source: signing guide, "Error Codes" (`APIGW.`, dedicated `APIG.`). */
export const GATEWAY_ERRORS: ServiceErrorTable = {
  'APIGW.0101': () => ({
    message: l10n.t("This service isn't available at this endpoint."),
    remedy: l10n.t('Check the region and the endpoints of the connection.'),
  }),
  'APIGW.0103': brokenGateway,
  'APIGW.0104': brokenGateway,
  'APIGW.0105': brokenGateway,
  'APIGW.0106': brokenGateway,
  'APIGW.0201': () => ({
    message: l10n.t("The gateway couldn't forward the request. It's too large, or the service isn't responding."),
    remedy: l10n.t('Try again in a few minutes.'),
    hasCauseInMessage: true,
  }),
  'APIGW.0301': () => ({
    message: l10n.t('The gateway rejected the access keys.'),
    remedy: l10n.t("Check the access key, the secret key, and this computer's clock."),
    hasCauseInMessage: true,
  }),
  'APIGW.0302': notAllowed,
  'APIGW.0306': notAllowed,
  'APIGW.0303': appKey,
  'APIGW.0304': appKey,
  'APIGW.0305': appKey,
  'APIGW.0311': appKey,
  'APIGW.0307': () => ({
    message: l10n.t('The token must be renewed.'),
    remedy: l10n.t('Sign in again.'),
  }),
  'APIGW.0308': () => ({
    message: l10n.t('Too many requests.'),
    remedy: l10n.t('Try again in a minute.'),
  }),
  'APIGW.0310': () => ({
    message: l10n.t('The project is currently unavailable.'),
    remedy: l10n.t('Check the project ID and the region of the connection.'),
  }),
  'APIGW.0402': () => ({
    message: l10n.t("The service doesn't accept requests from this computer's network address."),
    remedy: l10n.t('Ask your administrator to allow this address, or use an allowed network.'),
  }),
  'APIGW.0601': () => ({
    message: l10n.t('The gateway encountered an internal error.'),
    remedy: l10n.t('Try again in a few minutes. If the problem persists, contact support with the request ID.'),
  }),
  'APIGW.0613': () => ({
    message: l10n.t("The authentication service isn't responding."),
    remedy: l10n.t('Try again in a few minutes.'),
  }),
  'APIGW.0802': () => ({
    message: l10n.t("The user doesn't have access to this region."),
    remedy: l10n.t('Ask your administrator for access to the region, or choose another one.'),
  }),
};
