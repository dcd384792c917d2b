import { l10n } from 'vscode';
import type { ServiceError, ServiceErrorTable } from './serviceErrorTable';

const invalid = (): ServiceError => ({
  message: l10n.t('ModelArts rejected one of the values.'),
  remedy: l10n.t('Check the organization, the name, the tag, and the description.'),
  hasCauseInMessage: true,
});

/** Errors about images. Source: ModelArts API reference, appendix "Error Codes". */
export const IMAGE_ERRORS: ServiceErrorTable = {
  'ModelArts.6737': () => ({
    message: l10n.t('An image with this name and tag already exists.'),
    remedy: l10n.t('Choose another tag. Existing images are never overwritten.'),
  }),
  'ModelArts.2884': () => ({
    message: l10n.t('An image with this name already uses this tag.'),
    remedy: l10n.t('Choose another tag. Existing images are never overwritten.'),
  }),
  'ModelArts.2885': () => ({
    message: l10n.t("The organization doesn't exist, or you can't write to it."),
    remedy: l10n.t('Choose another organization, or create it in SWR.'),
  }),
  'ModelArts.6771': () => ({
    message: l10n.t('The image is larger than ModelArts allows.'),
    remedy: l10n.t('Remove data and caches outside /home/ma-user/work, then save again.'),
  }),
  'ModelArts.6797': () => ({
    message: l10n.t("ModelArts can't find the image, or you don't have permission to view it."),
    remedy: l10n.t('Check that the image is still in SWR and that you have permission to read it.'),
  }),
  'ModelArts.6768': () => ({
    message: l10n.t("The image supports only SSH, and this notebook isn't set up for SSH."),
    remedy: l10n.t('Set up SSH for the notebook, or choose another image.'),
  }),
  'ModelArts.6334': () => ({
    message: l10n.t("The name or description contains a character that ModelArts doesn't accept."),
    remedy: l10n.t('Remove & < > " \' and / from the description.'),
    hasCauseInMessage: true,
  }),
  'ModelArts.6332': () => ({
    message: l10n.t('A value has the wrong type.'),
    remedy: l10n.t('Report this error with the relevant log lines.'),
    hasCauseInMessage: true,
  }),
  'ModelArts.6335': () => ({
    message: l10n.t('A required value is missing.'),
    remedy: l10n.t('Check that the organization, name, and tag are set.'),
    hasCauseInMessage: true,
  }),
  'ModelArts.6336': () => ({
    message: l10n.t('ModelArts rejected the value of a field.'),
    remedy: l10n.t('Check the organization, the name, the tag, and the description.'),
    hasCauseInMessage: true,
  }),
  'ModelArts.6400': () => ({
    message: l10n.t('ModelArts rejected the request.'),
    remedy: l10n.t('Check the organization, the name, the tag, and the description.'),
    hasCauseInMessage: true,
  }),
  'ModelArts.0101': invalid,
  'ModelArts.0104': invalid,
  'ModelArts.0107': invalid,
};

/** Errors of SWR, the image registry. Source: SWR API reference, "Error Codes". */
export const REGISTRY_ERRORS: ServiceErrorTable = {
  'SVCSTG.SWR.4010000': () => ({
    message: l10n.t('SWR rejected the credentials.'),
    remedy: l10n.t("Check the access key, the secret key, and this computer's clock."),
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
