import type { Image } from '../../model/image';
import { readArgument } from '../commandArguments';
import type { ImageList } from './imageList';
import { pickImage } from './pickImage';

/**
 * Resolves the image of a command from a tree row or an id. Without an argument, asks the user to pick one for which
 * `fits` is true. Undefined if cancelled.
 *
 * @throws InvalidArgumentError; ModelArtsError if the image does not exist
 */
export async function imageArgument(
  argument: unknown,
  list: ImageList,
  ask: { readonly title: string; readonly fits: (image: Image) => boolean },
): Promise<Image | undefined> {
  const id = readArgument(argument, ['image'], 'notImage')?.id;
  if (id !== undefined) return list.find(id) ?? list.fetch(id);
  return pickImage({ ...ask, images: loadImages(list) });
}

async function loadImages(list: ImageList): Promise<readonly Image[]> {
  if (list.state.kind !== 'read') await list.read();
  const { state } = list;
  if (state.kind === 'failed' || state.kind === 'notConnected') throw state.error;
  return state.images;
}
