import * as vscode from 'vscode';
import { notify } from '../messages/notify';
import type { Connections } from '../../connections/connections';
import { oneLine } from '../../util/text';
import { confirmDeletion } from '../ask/confirmDeletion';
import { imageArgument } from './imageArgument';
import type { ImageList } from './imageList';
import { isDeletable } from './imageRow';

export interface DeleteImageOptions {
  readonly connections: Connections;
  readonly list: ImageList;
}

/**
 * Deletes an image once its tag was typed. Resolves to whether it is gone.
 *
 * @throws what keeps it from being deleted: an error of the family
 */
export async function deleteImageCommand(
  { connections, list }: DeleteImageOptions,
  argument: unknown,
): Promise<boolean> {
  // The answer may come when another connection is in use.
  const connection = connections.get(undefined).name;
  const title = vscode.l10n.t('Delete Image: Image');
  const image = await imageArgument(argument, list, { title, fits: isDeletable });
  if (!image) return false;
  if (!isDeletable(image)) {
    const name = oneLine(image.reference ?? image.id, 200);
    const text = vscode.l10n.t('{name} is still being built. It can be deleted when that has ended.', { name });
    void notify.warning(text);
    return false;
  }
  const agreed = await confirmDeletion(image);
  if (!agreed) return false;
  await list.delete(connection, image.id, agreed.withContent);
  return true;
}
