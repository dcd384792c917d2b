import type { ModelArtsError } from '../../model/errors';
import type { ImageOrganization, ImageRepository } from '../../model/groupImages';
import type { Image } from '../../model/image';

/** A row of the images view. Commands are handed these. */
export type ImageNode =
  | { readonly kind: 'organization'; readonly organization: ImageOrganization }
  | { readonly kind: 'repository'; readonly repository: ImageRepository }
  | { readonly kind: 'image'; readonly image: Image }
  /** What keeps the list from being read. */
  | { readonly kind: 'error'; readonly error: ModelArtsError };
