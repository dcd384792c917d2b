import { l10n } from 'vscode';
import type { ServiceErrorTable } from './serviceErrorTable';

/** Errors of SWR, the image registry. Source: SWR API reference, "Error Codes". */
export const REGISTRY_ERRORS: ServiceErrorTable = {
  'SVCSTG.SWR.4010000': () => ({
    message: l10n.t('SWR rejected the credentials.'),
    remedy: l10n.t("Check the access key, the secret key and this computer's clock."),
  }),
  'SVCSTG.SWR.4030170': () => ({
    message: l10n.t("You don't have permission to do this in SWR."),
    remedy: l10n.t('Ask an administrator of the organization for edit permission.'),
  }),
  'SVCSTG.SWR.4040058': () => ({
    message: l10n.t("The organization doesn't exist in SWR."),
    remedy: l10n.t('Choose another organization, or create it in SWR.'),
  }),
  'SVCSTG.SWR.4040010': () => ({
    message: l10n.t("The image doesn't exist in SWR."),
    remedy: l10n.t('Refresh the list. Another user may have deleted it.'),
  }),
  'SVCSTG.SWR.4040048': () => ({
    message: l10n.t("The tag doesn't exist in SWR."),
    remedy: l10n.t('Refresh the list. Another user may have deleted it.'),
  }),
  'SVCSTG.SWR.4090006': () => ({
    message: l10n.t('SWR already has an image with this name.'),
    remedy: l10n.t('Choose another name or tag.'),
  }),
  'SVCSTG.SWR.4090023': () => ({
    message: l10n.t('SWR is busy with this image or organization.'),
    remedy: l10n.t('Try again in a minute.'),
  }),
};
