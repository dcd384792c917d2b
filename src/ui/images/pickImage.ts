import * as vscode from 'vscode';
import { groupImages } from '../../model/groupImages';
import type { Image } from '../../model/image';
import { oneLine } from '../../util/text';
import { imageStatusLabel } from '../text/statusLabels';
import { showPick } from '../wizard/quickInput';

export interface PickImageOptions {
  /** Of the box: what the image is picked for. */
  readonly title: string;
  readonly images: Promise<readonly Image[]>;
  /** Others are not offered. */
  readonly fits: (image: Image) => boolean;
}

/** Lets a person pick an image, by organization and name, the newest first. Undefined when they back out. */
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
