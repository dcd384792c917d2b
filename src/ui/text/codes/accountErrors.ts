import { l10n } from 'vscode';
import type { ServiceError, ServiceErrorTable } from './serviceError';

const noWorkspace = (): ServiceError => ({
  message: l10n.t('The workspace does not exist.'),
  remedy: l10n.t('Check the workspace id of the connection; 0 is the default one.'),
});
const quota = (): ServiceError => ({
  message: l10n.t('A quota of the account is used up.'),
  remedy: l10n.t('Delete what is not needed, or ask for a larger quota.'),
  open: true,
});
const unreadableToken = (): ServiceError => ({
  message: l10n.t('ModelArts cannot read the token of the request.'),
  remedy: l10n.t('Provide fresh credentials and try again.'),
});
const badCredentials = (): ServiceError => ({
  message: l10n.t('ModelArts does not accept the credentials.'),
  remedy: l10n.t('Check the access key, the secret key and this computer’s clock.'),
  open: true,
});

/** Errors about credentials, workspaces, permissions and quotas. Source: ModelArts API reference, appendix "Error Codes". */
export const ACCOUNT_ERRORS: ServiceErrorTable = {
  'ModelArts.0102': noWorkspace,
  'ModelArts.7005': noWorkspace,
  'ModelArts.7002': () => ({
    message: l10n.t('This account has no workspaces.'),
    remedy: l10n.t('Use the workspace 0 in the connection.'),
  }),
  'ModelArts.7004': () => ({
    message: l10n.t('The workspace is not in order.'),
    remedy: l10n.t('Look at it in the console, or use another one.'),
  }),
  'ModelArts.7008': () => ({
    message: l10n.t('The workspace can only be read.'),
    remedy: l10n.t('Use another workspace, or ask its owner.'),
  }),
  'ModelArts.0112': () => ({
    message: l10n.t('This account may not do that.'),
    remedy: l10n.t('Ask the administrator for the permission, and for access to the workspace.'),
    open: true,
  }),
  'ModelArts.0108': () => ({
    message: l10n.t('This account is not authorized for that.'),
    remedy: l10n.t('Ask the administrator for the permission.'),
    open: true,
  }),
  'ModelArts.2785': () => ({
    message: l10n.t('The account has not authorized ModelArts to use other services.'),
    remedy: l10n.t('Authorize it in the console of ModelArts, under Settings.'),
  }),
  'ModelArts.0113': quota,
  'ModelArts.0118': quota,
  'ModelArts.0116': () => ({
    message: l10n.t('More is asked for than the quota of the account allows.'),
    remedy: l10n.t('Ask the administrator for a larger quota.'),
    open: true,
  }),
  'ModelArts.6201': () => ({
    message: l10n.t('The account is suspended.'),
    remedy: l10n.t('Check its balance in the console.'),
  }),
  'ModelArts.6203': () => ({
    message: l10n.t('The account is restricted.'),
    remedy: l10n.t('Check its balance in the console.'),
  }),
  'ModelArts.0201': () => ({
    message: l10n.t('The request reached ModelArts without credentials.'),
    remedy: l10n.t('Check the credentials of the connection, and a proxy in between.'),
  }),
  'ModelArts.0202': () => ({
    message: l10n.t('The credentials have expired.'),
    remedy: l10n.t('Provide fresh ones and try again.'),
  }),
  'ModelArts.0203': unreadableToken,
  'ModelArts.0204': unreadableToken,
  'ModelArts.0205': () => ({
    message: l10n.t('The request reached ModelArts without its signature.'),
    remedy: l10n.t('A proxy in between may have removed it: try again without the proxy.'),
  }),
  'ModelArts.0206': () => ({
    message: l10n.t('ModelArts does not accept the access keys.'),
    remedy: l10n.t('Check the access key and the secret key of the connection.'),
  }),
  'ModelArts.0207': () => ({
    message: l10n.t('The credentials are not for a project of this region.'),
    remedy: l10n.t('Check the region and the project id of the connection.'),
  }),
  'ModelArts.0208': () => ({
    message: l10n.t('ModelArts could not check the signature of the request.'),
    remedy: l10n.t('Check the access keys and this computer’s clock, and try again.'),
  }),
  'ModelArts.0209': () => ({
    message: l10n.t('This address wants the key of an app.'),
    remedy: l10n.t('Check the endpoints of the connection.'),
  }),
  'ModelArts.0210': () => ({
    message: l10n.t('The project does not belong to these credentials.'),
    remedy: l10n.t('Check the project id of the connection.'),
  }),
  'ModelArts.0211': badCredentials,
  'ModelArts.0212': badCredentials,
};
