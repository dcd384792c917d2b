import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections';
import { isModelArtsError } from '../../model/errors';
import type { Image } from '../../model/image';
import type { Logger } from '../../util/logger';
import { oneLine } from '../../util/text';
import { selectedIds } from '../commandArguments';
import { errorText } from '../text/errorText';
import { notify } from '../text/notify';
import { confirmDeletion } from './confirmDeletion';
import { imageArgument } from './imageArgument';
import type { ImageList } from './imageList';
import { isDeletable } from './imageRow';

/** Dependencies of {@link deleteImageCommand}. */
export interface DeleteImageOptions {
  readonly connections: Connections;
  readonly list: ImageList;
  readonly log: Logger;
}

/**
 * Deletes the image of the argument, or all selected images, after confirmation. Resolves with true if all were
 * deleted.
 *
 * @throws ModelArtsError if a single image cannot be deleted
 */
export async function deleteImageCommand(
  options: DeleteImageOptions,
  argument: unknown,
  selected?: unknown,
): Promise<boolean> {
  const { connections, list } = options;
  // Another connection may be in use when the user confirms.
  const connection = connections.get(undefined).name;
  const selectedImages = selectedIds(selected, 'image').flatMap((id) => list.find(id) ?? []);
  if (selectedImages.length > 1) return deleteBatch(options, connection, selectedImages);
  const title = vscode.l10n.t('Delete Image: Image');
  const image = await imageArgument(argument, list, { title, fits: isDeletable });
  if (!image) return false;
  if (!isDeletable(image)) {
    const name = oneLine(image.reference ?? image.id, 200);
    const text = vscode.l10n.t('{name} is still being built. You can delete it when the build has finished.', { name });
    void notify.warning(text);
    return false;
  }
  const confirmed = await confirmDeletion([image]);
  if (!confirmed) return false;
  await list.delete(connection, image.id, confirmed.withContent);
  return true;
}

/** Deletes images one after the other. Continues after a refusal and reports all that are left in one message. */
async function deleteBatch(
  { list, log }: DeleteImageOptions,
  connection: string,
  images: readonly Image[],
): Promise<boolean> {
  const deletable = images.filter(isDeletable);
  const confirmed = deletable.length > 0 ? await confirmDeletion(deletable) : undefined;
  if (deletable.length > 0 && !confirmed) return false;
  const notDeletable = images
    .filter((image) => !deletable.includes(image))
    .map((image) => ({ image, error: undefined }));
  const refused: { readonly image: Image; readonly error: unknown }[] = [];
  for (const image of deletable) {
    try {
      await list.delete(connection, image.id, confirmed?.withContent ?? false);
    } catch (error) {
      if (!isModelArtsError(error)) throw error;
      log.warn(`Could not delete ${image.reference ?? image.id}: ${error.message}`);
      refused.push({ image, error });
    }
  }
  const notDeleted = [...notDeletable, ...refused];
  if (notDeleted.length === 0) return true;
  const names = notDeleted.map(({ image }) => oneLine(image.reference?.split('/').at(-1) ?? image.id, 60)).join(', ');
  const [first] = refused;
  const why = first ? errorText(first.error) : vscode.l10n.t('Images that are still being built can be deleted later.');
  void notify.error(
    vscode.l10n.t("Couldn't delete {count} of {all} images ({names}). {why}", {
      count: notDeleted.length,
      all: images.length,
      names,
      why,
    }),
  );
  return false;
}
