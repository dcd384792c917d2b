import type { Image } from '../../model/image';
import { readArgument } from '../commandArgument';
import type { ImageList } from './imageList';
import { pickImage } from './pickImage';

/**
 * The image that a command is meant for: of the row it was called on, of the id that code gave, else the one a person picks
 * among those that fit. Undefined when they back out.
 *
 * @throws InvalidArgumentError; an error of the family when the service gives none of that id
 */
export async function imageArgument(
  argument: unknown,
  list: ImageList,
  ask: { readonly title: string; readonly fits: (image: Image) => boolean },
): Promise<Image | undefined> {
  const id = readArgument(argument, ['image'], 'notImage')?.id;
  if (id !== undefined) return list.find(id) ?? list.fetch(id);
  return pickImage({ ...ask, images: readImages(list) });
}

async function readImages(list: ImageList): Promise<readonly Image[]> {
  if (list.state.kind !== 'read') await list.read();
  const { state } = list;
  if (state.kind === 'failed' || state.kind === 'notConnected') throw state.error;
  return state.images;
}
