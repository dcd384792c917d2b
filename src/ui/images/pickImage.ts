import * as vscode from 'vscode';
import { groupImages, type Image } from '../../model/image';
import { oneLine } from '../../util/text';
import { readArgument } from '../commandArguments';
import { imageStatusLabel } from '../text/labels';
import { showPick } from '../wizard/quickInput';
import type { ImageList } from './imageList';

/** Options of {@link pickImage}. */
export interface PickImageOptions {
  /** Title of the picker. */
  readonly title: string;
  readonly images: Promise<readonly Image[]>;
  /** Only matching images are offered. */
  readonly fits: (image: Image) => boolean;
}

/**
 * Asks the user to pick an image. Sorted by organization and name, then newest first. Undefined if canceled.
 *
 * @throws the error of `images`
 */
export async function pickImage({ title, images, fits }: PickImageOptions): Promise<Image | undefined> {
  const items = images.then((all) =>
    groupImages(all.filter(fits))
      .flatMap(({ repositories }) => repositories.flatMap((repository) => repository.images))
      .map((image) => ({ label: label(image), description: imageStatusLabel(image.status), detail: image.id, image })),
  );
  const placeHolder = vscode.l10n.t('Select an image');
  const options = { title, placeHolder, matchOnDescription: true, matchOnDetail: true };
  const picked = await showPick(items, options);
  return picked?.image;
}

function label({ namespace = '', name = '', tag = '' }: Image): string {
  return oneLine(`${namespace}/${name}:${tag}`, 200);
}

/**
 * Resolves the image of a command from a tree row or an ID. Without an argument, asks the user to pick one for which
 * `fits` is true. Undefined if canceled.
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
