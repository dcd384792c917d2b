import * as vscode from 'vscode';
import { groupImages } from '../../model/groupImages';
import type { Image } from '../../model/image';
import { oneLine } from '../../util/text';
import { imageStatusLabel } from '../text/labels';
import { showPick } from '../wizard/quickInput';

/** Options of {@link pickImage}. */
export interface PickImageOptions {
  /** Title of the picker. */
  readonly title: string;
  readonly images: Promise<readonly Image[]>;
  /** Only matching images are offered. */
  readonly fits: (image: Image) => boolean;
}

/**
 * Asks the user to pick an image. Sorted by organization and name, then newest first. Undefined if cancelled.
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
