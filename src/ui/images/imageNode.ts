import type { ModelArtsError } from '../../model/errors';
import type { ImageOrganization, ImageRepository } from '../../model/groupImages';
import type { Image } from '../../model/image';

/** A row of the images view, as passed to commands. */
export type ImageNode =
  | { readonly kind: 'organization'; readonly organization: ImageOrganization }
  | { readonly kind: 'repository'; readonly repository: ImageRepository }
  | { readonly kind: 'image'; readonly image: Image }
  /** Shows why the list could not be loaded. */
  | { readonly kind: 'error'; readonly error: ModelArtsError };
