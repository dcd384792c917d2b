import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections';
import { isModelArtsError } from '../../model/errors';
import type { Image } from '../../model/image';
import type { Logger } from '../../util/logger';
import { oneLine } from '../../util/text';
import { readSelection } from '../commandArguments';
import { errorText } from '../text/errorText';
import { notify } from '../text/notify';
import { ONLY_STEP } from '../wizard/answer';
import { askInput } from '../wizard/inputStep';
import { showPick } from '../wizard/quickInput';
import type { ImageList } from './imageList';
import { isDeletable } from './imageRow';
import { imageArgument } from './pickImage';

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
  const selectedImages = readSelection(selected, 'image').flatMap(({ id }) => list.find(id) ?? []);
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

/** Deletes images one at a time. Continues after a refusal, and reports the images that were not deleted in one message. */
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

/** The confirmed scope of a deletion. */
export interface Deletion {
  /** Whether to delete the content in SWR too. */
  readonly withContent: boolean;
}

/**
 * Asks what to delete, then requires typing the tag, or the count if there are several images, because a deletion is
 * permanent. Undefined if canceled. The boxes stay open when they lose focus.
 */
export async function confirmDeletion(images: readonly Image[]): Promise<Deletion | undefined> {
  const withContent = await askScope(images);
  if (withContent === undefined) return undefined;
  return (await confirmByTyping(images, withContent)) ? { withContent } : undefined;
}

async function askScope(images: readonly Image[]): Promise<boolean | undefined> {
  const [one] = images.length === 1 ? images : [];
  const keepContent = {
    label: vscode.l10n.t('Only from ModelArts'),
    detail: vscode.l10n.t('The content stays in SWR and can still be pulled.'),
    withContent: false,
  };
  const deleteContent = {
    label: vscode.l10n.t('From ModelArts and SWR'),
    detail: vscode.l10n.t('The image can no longer be pulled.'),
    withContent: true,
  };
  const picked = await showPick([keepContent, deleteContent], {
    title: one
      ? vscode.l10n.t('Delete {image}', { image: shortName(one) })
      : vscode.l10n.t('Delete {count} Images', { count: images.length }),
    placeHolder: vscode.l10n.t('What do you want to delete?'),
  });
  return picked?.withContent;
}

async function confirmByTyping(images: readonly Image[], withContent: boolean): Promise<boolean> {
  const [one] = images.length === 1 ? images : [];
  const wanted = one ? oneLine(one.tag ?? '') || one.id : `${images.length}`;
  const values = { images: namesOf(images), wanted };
  const prompt = withContent
    ? vscode.l10n.t('Permanently delete {images} from ModelArts and SWR? Type {wanted}.', values)
    : vscode.l10n.t('Permanently delete {images} from ModelArts? The content stays in SWR. Type {wanted}.', values);
  const answer = await askInput({
    ...ONLY_STEP,
    title: vscode.l10n.t('Delete Image: Confirmation'),
    placeholder: wanted,
    value: '',
    prompt: () => prompt,
    check: () => undefined,
    // A mismatch is reported only when the user presses Enter, because the text is incomplete before.
    submit: async (typed) =>
      (one ? isNameOf(one, typed) : typed === wanted)
        ? undefined
        : { severity: 'stop', message: vscode.l10n.t("The text doesn't match.") },
  });
  return answer.kind === 'next';
}

/** Names the first three images and counts the others. */
function namesOf(images: readonly Image[]): string {
  const names = images.slice(0, 3).map(shortName).join(', ');
  const others = images.length - 3;
  return others > 0 ? vscode.l10n.t('{names} and {count} more', { names, count: others }) : names;
}

/** Accepts the tag, `name:tag`, `namespace/name:tag` or the full reference. */
function isNameOf(image: Image, typed: string): boolean {
  const { namespace = '', name = '', id, reference } = image;
  const tag = oneLine(image.tag ?? '');
  if (tag === '') return typed === id;
  return [tag, `${name}:${tag}`, `${namespace}/${name}:${tag}`, reference].includes(typed);
}

function shortName({ namespace = '', name = '', tag = '' }: Image): string {
  return oneLine(`${namespace}/${name}:${tag}`, 120);
}
