import { isModelArtsError, type ModelArtsError, type RefusedError } from '../model/errors';
import type { Image } from '../model/image';
import type { ImageReader } from './imageSource';

/** What one look came to. */
export type Look =
  | { readonly kind: 'seen'; readonly image: Image }
  /** The service says there is no such image. It may not show it yet: right after the save it often does not. */
  | { readonly kind: 'missing'; readonly error: RefusedError }
  | { readonly kind: 'trouble'; readonly error: ModelArtsError };

/** One look at an image. @throws the signal's reason, and what is not an error of the family: a bug. */
export async function lookAtImage(service: ImageReader, imageId: string, signal: AbortSignal): Promise<Look> {
  try {
    return { kind: 'seen', image: await service.getImage(imageId, signal) };
  } catch (error) {
    signal.throwIfAborted();
    if (!isModelArtsError(error)) throw error;
    return error.kind === 'refused' && isMissing(error) ? { kind: 'missing', error } : { kind: 'trouble', error };
  }
}

/** ModelArts says "not found" with 400 and a code of its own; the gateway's 404 is about paths, not about images. */
function isMissing({ status, code }: RefusedError): boolean {
  return code === 'ModelArts.6404' || (status === 404 && !code?.startsWith('APIG'));
}
