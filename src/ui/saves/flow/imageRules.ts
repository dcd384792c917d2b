import type { CheckedField } from '../../../model/checkImageRequest';
import type { ImageRequest } from '../../../model/imageRequest';
import type { Verdict } from '../../wizard/inputStep';

/** What the steps that ask for an image need to know of it: one notebook's, or those of several at once. */
export interface ImageRules {
  /** The address as it will be, with dots where nothing is typed yet. */
  readonly reference: (request: ImageRequest) => string;
  /** What is wrong with one field of it. */
  readonly verdict: (field: CheckedField, request: ImageRequest) => Verdict | undefined;
  /** Asks which tags are taken; resolves when that is known, or not soon enough. Never rejects. */
  readonly readTags: (request: ImageRequest) => Promise<void>;
  /** The next tag that is free, where this one is known to be taken. */
  readonly freeTag: (request: ImageRequest) => string | undefined;
}
