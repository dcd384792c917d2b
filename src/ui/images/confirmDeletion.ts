import * as vscode from 'vscode';
import type { Image } from '../../model/image';
import { oneLine } from '../../util/text';
import { sentences } from '../text/sentences';
import { showPick, TextBox } from '../wizard/quickInput';

/** The confirmed scope of a deletion. */
export interface Deletion {
  /** Whether to delete the content in SWR too. */
  readonly withContent: boolean;
}

/**
 * Asks what to delete, then requires typing the tag, or the count if there are several images, because a deletion is
 * permanent. Undefined if cancelled. The boxes stay open when they lose focus.
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
  const text = new TextBox();
  const box = text.input;
  box.title = vscode.l10n.t('Delete Image: Confirmation');
  box.placeholder = wanted;
  box.ignoreFocusOut = true;
  const prompt = withContent
    ? vscode.l10n.t('Permanently delete {images} from ModelArts and SWR? Type {wanted}.', values)
    : vscode.l10n.t('Permanently delete {images} from ModelArts? The content stays in SWR. Type {wanted}.', values);
  text.prompt = prompt;
  const showError = (wrong: string | undefined): void =>
    text.showValidation(wrong, vscode.InputBoxValidationSeverity.Error);
  const listeners: vscode.Disposable[] = [];
  try {
    return await new Promise<boolean>((resolve) => {
      listeners.push(
        box.onDidChangeValue(() => showError(undefined)),
        box.onDidAccept(() => {
          if (one ? isNameOf(one, box.value.trim()) : box.value.trim() === wanted) resolve(true);
          // The validation message replaces the prompt, so it repeats the prompt.
          else showError(sentences(vscode.l10n.t("The text doesn't match."), prompt));
        }),
        box.onDidHide(() => resolve(false)),
      );
      box.show();
    });
  } finally {
    for (const listener of listeners) listener.dispose();
    text.dispose();
  }
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
