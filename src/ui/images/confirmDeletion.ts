import * as vscode from 'vscode';
import type { Image } from '../../model/image';
import { oneLine } from '../../util/text';
import { sentences } from '../text/sentences';
import { showPick, TextBox } from '../wizard/quickInput';

/** What goes with the image. */
export interface Deletion {
  /** True = what is in SWR goes too. */
  readonly withContent: boolean;
}

/**
 * Asks what is to go, and has the tag typed, or the number of several: nothing of it can be brought back. Undefined when the person backs out.
 * Looking elsewhere keeps the box open; Esc leaves.
 */
export async function confirmDeletion(images: readonly Image[]): Promise<Deletion | undefined> {
  const withContent = await askContent(images);
  if (withContent === undefined) return undefined;
  return (await isTyped(images, withContent)) ? { withContent } : undefined;
}

async function askContent(images: readonly Image[]): Promise<boolean | undefined> {
  const [one] = images.length === 1 ? images : [];
  const kept = {
    label: vscode.l10n.t('Only from ModelArts'),
    detail: vscode.l10n.t('The content stays in SWR and can still be pulled.'),
    withContent: false,
  };
  const gone = {
    label: vscode.l10n.t('From ModelArts and SWR'),
    detail: vscode.l10n.t('The image can no longer be pulled.'),
    withContent: true,
  };
  const picked = await showPick([kept, gone], {
    title: one
      ? vscode.l10n.t('Delete {image}', { image: shortName(one) })
      : vscode.l10n.t('Delete {count} Images', { count: images.length }),
    placeHolder: vscode.l10n.t('What do you want to delete?'),
  });
  return picked?.withContent;
}

async function isTyped(images: readonly Image[], withContent: boolean): Promise<boolean> {
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
  const say = (wrong: string | undefined): void => text.say(wrong, vscode.InputBoxValidationSeverity.Error);
  const listening: vscode.Disposable[] = [];
  try {
    return await new Promise<boolean>((resolve) => {
      listening.push(
        box.onDidChangeValue(() => say(undefined)),
        box.onDidAccept(() => {
          if (one ? isNameOf(one, box.value.trim()) : box.value.trim() === wanted) resolve(true);
          // What is wrong stands where the prompt would, so it says both.
          else say(sentences(vscode.l10n.t("The text doesn't match."), prompt));
        }),
        box.onDidHide(() => resolve(false)),
      );
      box.show();
    });
  } finally {
    for (const each of listening) each.dispose();
    text.dispose();
  }
}

/** The first three by name. */
function namesOf(images: readonly Image[]): string {
  const names = images.slice(0, 3).map(shortName).join(', ');
  const others = images.length - 3;
  return others > 0 ? vscode.l10n.t('{names} and {count} more', { names, count: others }) : names;
}

/** The tag alone, or with as much before it as one likes. */
function isNameOf(image: Image, typed: string): boolean {
  const { namespace = '', name = '', id, reference } = image;
  const tag = oneLine(image.tag ?? '');
  if (tag === '') return typed === id;
  return [tag, `${name}:${tag}`, `${namespace}/${name}:${tag}`, reference].includes(typed);
}

function shortName({ namespace = '', name = '', tag = '' }: Image): string {
  return oneLine(`${namespace}/${name}:${tag}`, 120);
}
