import { l10n } from 'vscode';
import type { ServiceError, ServiceErrorTable } from './serviceError';

const invalid = (): ServiceError => ({
  message: l10n.t('ModelArts does not accept one of the values.'),
  remedy: l10n.t('Check the organization, the name, the tag and the description.'),
  open: true,
});

/** Errors about images. Source: ModelArts API reference, appendix "Error Codes". */
export const IMAGE_ERRORS: ServiceErrorTable = {
  'ModelArts.6737': () => ({
    message: l10n.t('An image of this name and tag exists already.'),
    remedy: l10n.t('Choose another tag: nothing is ever overwritten.'),
  }),
  'ModelArts.2884': () => ({
    message: l10n.t('This tag is in use for an image of this name.'),
    remedy: l10n.t('Choose another tag: nothing is ever overwritten.'),
  }),
  'ModelArts.2885': () => ({
    message: l10n.t('The organization does not exist, or this account may not write to it.'),
    remedy: l10n.t('Choose another organization, or create it in SWR.'),
  }),
  'ModelArts.6771': () => ({
    message: l10n.t('The image is larger than ModelArts accepts.'),
    remedy: l10n.t('Remove data and caches outside /home/ma-user/work and save again.'),
  }),
  'ModelArts.6797': () => ({
    message: l10n.t('ModelArts cannot find the image, or this account may not see it.'),
    remedy: l10n.t('Check that the image is still in SWR, and that this account may read it there.'),
  }),
  'ModelArts.6768': () => ({
    message: l10n.t('The image can be used over SSH only, which this notebook is not set up for.'),
    remedy: l10n.t('Set up SSH for the notebook, or choose another image.'),
  }),
  'ModelArts.6334': () => ({
    message: l10n.t('The name or the description holds a character that ModelArts does not accept.'),
    remedy: l10n.t('Leave out & < > " \' and / in the description.'),
    open: true,
  }),
  'ModelArts.6332': () => ({
    message: l10n.t('A value has the wrong type for ModelArts.'),
    remedy: l10n.t('Report this error with the lines of the log.'),
    open: true,
  }),
  'ModelArts.6335': () => ({
    message: l10n.t('ModelArts misses a value.'),
    remedy: l10n.t('Check that organization, name and tag are given.'),
    open: true,
  }),
  'ModelArts.6336': () => ({
    message: l10n.t('ModelArts does not accept the value of a field.'),
    remedy: l10n.t('Check the organization, the name, the tag and the description.'),
    open: true,
  }),
  'ModelArts.6400': () => ({
    message: l10n.t('ModelArts does not accept the request as it is.'),
    remedy: l10n.t('Check the organization, the name, the tag and the description.'),
    open: true,
  }),
  'ModelArts.0101': invalid,
  'ModelArts.0104': invalid,
  'ModelArts.0107': invalid,
};
