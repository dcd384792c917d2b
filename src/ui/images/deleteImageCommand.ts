import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections';
import { isModelArtsError } from '../../model/errors';
import type { Image } from '../../model/image';
import type { Logger } from '../../util/logger';
import { oneLine } from '../../util/text';
import { selectedIds } from '../commandArgument';
import { errorText } from '../text/errorText';
import { notify } from '../text/notify';
import { confirmDeletion } from './confirmDeletion';
import { imageArgument } from './imageArgument';
import type { ImageList } from './imageList';
import { isDeletable } from './imageRow';

export interface DeleteImageOptions {
  readonly connections: Connections;
  readonly list: ImageList;
  readonly log: Logger;
}

/**
 * Deletes an image once its tag was typed, or several once their number was. Resolves to whether all of them are gone.
 *
 * @throws what keeps it from being deleted: an error of the family
 */
export async function deleteImageCommand(
  options: DeleteImageOptions,
  argument: unknown,
  selected?: unknown,
): Promise<boolean> {
  const { connections, list } = options;
  // The answer may come when another connection is in use.
  const connection = connections.get(undefined).name;
  const several = selectedIds(selected, 'image').flatMap((id) => list.find(id) ?? []);
  if (several.length > 1) return deleteSeveral(options, connection, several);
  const title = vscode.l10n.t('Delete Image: Image');
  const image = await imageArgument(argument, list, { title, fits: isDeletable });
  if (!image) return false;
  if (!isDeletable(image)) {
    const name = oneLine(image.reference ?? image.id, 200);
    const text = vscode.l10n.t('{name} is still being built. You can delete it when the build has finished.', { name });
    void notify.warning(text);
    return false;
  }
  const agreed = await confirmDeletion([image]);
  if (!agreed) return false;
  await list.delete(connection, image.id, agreed.withContent);
  return true;
}

/** One after the other: each that cannot be deleted stays, and one message says which and why. */
async function deleteSeveral(
  { list, log }: DeleteImageOptions,
  connection: string,
  images: readonly Image[],
): Promise<boolean> {
  const deletable = images.filter(isDeletable);
  const agreed = deletable.length > 0 ? await confirmDeletion(deletable) : undefined;
  if (deletable.length > 0 && !agreed) return false;
  const failed = images.filter((image) => !deletable.includes(image)).map((image) => ({ image, error: undefined }));
  const refused: { readonly image: Image; readonly error: unknown }[] = [];
  for (const image of deletable) {
    try {
      await list.delete(connection, image.id, agreed?.withContent ?? false);
    } catch (error) {
      if (!isModelArtsError(error)) throw error;
      log.warn(`${image.reference ?? image.id} could not be deleted: ${error.message}`);
      refused.push({ image, error });
    }
  }
  const kept = [...failed, ...refused];
  if (kept.length === 0) return true;
  const names = kept.map(({ image }) => oneLine(image.reference?.split('/').at(-1) ?? image.id, 60)).join(', ');
  const [first] = refused;
  const why = first ? errorText(first.error) : vscode.l10n.t('Images that are still being built can be deleted later.');
  void notify.error(
    vscode.l10n.t("Couldn't delete {count} of {all} images ({names}). {why}", {
      count: kept.length,
      all: images.length,
      names,
      why,
    }),
  );
  return false;
}
