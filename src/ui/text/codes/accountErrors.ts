import { l10n } from 'vscode';
import type { ServiceError, ServiceErrorTable } from './serviceErrorTable';

const noWorkspace = (): ServiceError => ({
  message: l10n.t("The workspace doesn't exist."),
  remedy: l10n.t('Check the workspace ID of the connection. The default workspace is 0.'),
});
const quota = (): ServiceError => ({
  message: l10n.t('The account has reached a quota.'),
  remedy: l10n.t("Delete resources you don't need, or ask for a larger quota."),
  hasCauseInMessage: true,
});
const unreadableToken = (): ServiceError => ({
  message: l10n.t("ModelArts can't read the token in the request."),
  remedy: l10n.t('Update the credentials and try again.'),
});
const badCredentials = (): ServiceError => ({
  message: l10n.t('ModelArts rejected the credentials.'),
  remedy: l10n.t("Check the access key, the secret key, and this computer's clock."),
  hasCauseInMessage: true,
});

/** Errors about credentials, workspaces, permissions and quotas. Source: ModelArts API reference, appendix "Error Codes". */
export const ACCOUNT_ERRORS: ServiceErrorTable = {
  'ModelArts.0102': noWorkspace,
  'ModelArts.7005': noWorkspace,
  'ModelArts.7002': () => ({
    message: l10n.t('This account has no workspaces.'),
    remedy: l10n.t('Use workspace 0 in the connection.'),
  }),
  'ModelArts.7004': () => ({
    message: l10n.t('The workspace is unavailable.'),
    remedy: l10n.t('Check the workspace in the console, or use another one.'),
  }),
  'ModelArts.7008': () => ({
    message: l10n.t('The workspace is read-only.'),
    remedy: l10n.t('Use another workspace, or contact its owner.'),
  }),
  'ModelArts.0112': () => ({
    message: l10n.t("You don't have permission to do this."),
    remedy: l10n.t('Ask your administrator for the permission and for access to the workspace.'),
    hasCauseInMessage: true,
  }),
  'ModelArts.0108': () => ({
    message: l10n.t("You aren't authorized to do this."),
    remedy: l10n.t('Ask your administrator for the permission.'),
    hasCauseInMessage: true,
  }),
  'ModelArts.2785': () => ({
    message: l10n.t("The account hasn't authorized ModelArts to use other services."),
    remedy: l10n.t('Add the authorization in the ModelArts console under Permission Management.'),
  }),
  'ModelArts.0113': quota,
  'ModelArts.0118': quota,
  'ModelArts.0116': () => ({
    message: l10n.t('The request exceeds the quota of the account.'),
    remedy: l10n.t('Ask your administrator for a larger quota.'),
    hasCauseInMessage: true,
  }),
  'ModelArts.6201': () => ({
    message: l10n.t('The account is suspended.'),
    remedy: l10n.t('Check the account balance in the console.'),
  }),
  'ModelArts.6203': () => ({
    message: l10n.t('The account is restricted.'),
    remedy: l10n.t('Check the account balance in the console.'),
  }),
  'ModelArts.0201': () => ({
    message: l10n.t('The request reached ModelArts without credentials.'),
    remedy: l10n.t('Check the credentials of the connection and any proxy in between.'),
  }),
  'ModelArts.0202': () => ({
    message: l10n.t('The credentials have expired.'),
    remedy: l10n.t('Update the credentials and try again.'),
  }),
  'ModelArts.0203': unreadableToken,
  'ModelArts.0204': unreadableToken,
  'ModelArts.0205': () => ({
    message: l10n.t('The request reached ModelArts without a signature.'),
    remedy: l10n.t('A proxy may have removed it. Try again without the proxy.'),
  }),
  'ModelArts.0206': () => ({
    message: l10n.t('ModelArts rejected the access keys.'),
    remedy: l10n.t('Check the access key and secret key of the connection.'),
  }),
  'ModelArts.0207': () => ({
    message: l10n.t("The credentials aren't for a project in this region."),
    remedy: l10n.t('Check the region and the project ID of the connection.'),
  }),
  'ModelArts.0208': () => ({
    message: l10n.t("ModelArts couldn't verify the request signature."),
    remedy: l10n.t("Check the access keys and this computer's clock, then try again."),
  }),
  'ModelArts.0209': () => ({
    message: l10n.t('This endpoint requires app authentication.'),
    remedy: l10n.t('Check the endpoints of the connection.'),
  }),
  'ModelArts.0210': () => ({
    message: l10n.t("The project doesn't belong to these credentials."),
    remedy: l10n.t('Check the project ID of the connection.'),
  }),
  'ModelArts.0211': badCredentials,
  'ModelArts.0212': badCredentials,
};
