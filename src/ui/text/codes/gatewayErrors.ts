import { l10n } from 'vscode';
import type { ServiceError, ServiceErrorTable } from './serviceError';

const brokenGateway = (): ServiceError => ({
  message: l10n.t('The gateway in front of the service is not set up for this request.'),
  remedy: l10n.t('Check the region and the endpoints of the connection.'),
});
const appKey = (): ServiceError => ({
  message: l10n.t('The gateway wants the key of an app.'),
  remedy: l10n.t('Check the endpoints of the connection: access keys of an account are for the public addresses.'),
});
const notAllowed = (): ServiceError => ({
  message: l10n.t('The gateway does not let this account ask for that.'),
  remedy: l10n.t('Ask the administrator for the permission.'),
});

/** Errors of the API gateway in front of the services. Source: signing guide, "Error Codes" (`APIGW.`, dedicated `APIG.`). */
export const GATEWAY_ERRORS: ServiceErrorTable = {
  'APIGW.0101': () => ({
    message: l10n.t('There is no such service at this address.'),
    remedy: l10n.t('Check the region and the endpoints of the connection.'),
  }),
  'APIGW.0103': brokenGateway,
  'APIGW.0104': brokenGateway,
  'APIGW.0105': brokenGateway,
  'APIGW.0106': brokenGateway,
  'APIGW.0201': () => ({
    message: l10n.t(
      'The gateway could not pass the request on: it is too large, or the service behind does not answer.',
    ),
    remedy: l10n.t('Try again in a few minutes.'),
    open: true,
  }),
  'APIGW.0301': () => ({
    message: l10n.t('The gateway does not accept the access keys.'),
    remedy: l10n.t('Check the access key, the secret key and this computer’s clock.'),
    open: true,
  }),
  'APIGW.0302': notAllowed,
  'APIGW.0306': notAllowed,
  'APIGW.0303': appKey,
  'APIGW.0304': appKey,
  'APIGW.0305': appKey,
  'APIGW.0311': appKey,
  'APIGW.0307': () => ({
    message: l10n.t('The token has to be renewed.'),
    remedy: l10n.t('Sign in again.'),
  }),
  'APIGW.0308': () => ({
    message: l10n.t('There were more requests than the service takes.'),
    remedy: l10n.t('Try again in a minute.'),
  }),
  'APIGW.0310': () => ({
    message: l10n.t('The project cannot be used at present.'),
    remedy: l10n.t('Check the project id and the region of the connection.'),
  }),
  'APIGW.0402': () => ({
    message: l10n.t('The service does not take requests from the network address of this computer.'),
    remedy: l10n.t('Ask the administrator to allow the address, or use the network that is allowed.'),
  }),
  'APIGW.0601': () => ({
    message: l10n.t('The gateway met an internal error.'),
    remedy: l10n.t('Try again in a few minutes; if it stays, give the request id to the support.'),
  }),
  'APIGW.0613': () => ({
    message: l10n.t('The service that checks credentials does not answer.'),
    remedy: l10n.t('Try again in a few minutes.'),
  }),
  'APIGW.0802': () => ({
    message: l10n.t('This user may not use this region.'),
    remedy: l10n.t('Ask the administrator to allow the region, or choose another one.'),
  }),
};
