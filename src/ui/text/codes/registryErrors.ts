import { l10n } from 'vscode';
import type { ServiceErrorTable } from './serviceError';

/** Errors of SWR, the image registry. Source: SWR API reference, "Error Codes". */
export const REGISTRY_ERRORS: ServiceErrorTable = {
  'SVCSTG.SWR.4010000': () => ({
    message: l10n.t('SWR does not accept the credentials.'),
    remedy: l10n.t('Check the access key, the secret key and this computer’s clock.'),
  }),
  'SVCSTG.SWR.4030170': () => ({
    message: l10n.t('This account may not do that in SWR.'),
    remedy: l10n.t('Ask whoever manages the organization for the right to edit it.'),
  }),
  'SVCSTG.SWR.4040058': () => ({
    message: l10n.t('SWR knows no such organization.'),
    remedy: l10n.t('Choose another organization, or create it in SWR.'),
  }),
  'SVCSTG.SWR.4040010': () => ({
    message: l10n.t('SWR knows no such image.'),
    remedy: l10n.t('Refresh the list; somebody may have deleted it.'),
  }),
  'SVCSTG.SWR.4040048': () => ({
    message: l10n.t('SWR knows no such tag of this image.'),
    remedy: l10n.t('Refresh the list; somebody may have deleted it.'),
  }),
  'SVCSTG.SWR.4090006': () => ({
    message: l10n.t('SWR has an image of this name already.'),
    remedy: l10n.t('Choose another name or tag.'),
  }),
  'SVCSTG.SWR.4090023': () => ({
    message: l10n.t('SWR is busy with this image or organization.'),
    remedy: l10n.t('Try again in a minute.'),
  }),
};
