import type { CheckedField } from '../../../model/checkImageRequest';
import type { ImageRequest } from '../../../model/imageRequest';
import type { Verdict } from '../../wizard/inputStep';

/** Validation of a request, for one notebook or for several at once. */
export interface ImageRules {
  /** Returns the reference, with dots in place of empty parts. */
  readonly reference: (request: ImageRequest) => string;
  /** Validates one field. */
  readonly verdict: (field: CheckedField, request: ImageRequest) => Verdict | undefined;
  /** Loads which tags exist. Resolves when done or after a few seconds. Never rejects. */
  readonly readTags: (request: ImageRequest) => Promise<void>;
  /** Returns the next free tag if the request's tag is known to exist; otherwise undefined. */
  readonly freeTag: (request: ImageRequest) => string | undefined;
}
