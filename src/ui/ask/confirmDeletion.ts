import * as vscode from 'vscode';
import type { Image } from '../../model/image';
import { oneLine } from '../../util/text';
import { sentences } from '../messages/sentences';
import { showPick, TextBox } from './quickInput';

/** What goes with the image. */
export interface Deletion {
  /** True = what is in SWR goes too. */
  readonly withContent: boolean;
}

/**
 * Asks what is to go, and has the tag typed: nothing of it can be brought back. Undefined when the person backs out.
 * Looking elsewhere keeps the box open; Esc leaves.
 */
export async function confirmDeletion(image: Image): Promise<Deletion | undefined> {
  const withContent = await askContent(image);
  if (withContent === undefined) return undefined;
  return (await isTyped(image, withContent)) ? { withContent } : undefined;
}

async function askContent(image: Image): Promise<boolean | undefined> {
  const kept = {
    label: vscode.l10n.t('Only the image in ModelArts'),
    detail: vscode.l10n.t('Its content stays in SWR and can still be pulled.'),
    withContent: false,
  };
  const gone = {
    label: vscode.l10n.t('The image and its content in SWR'),
    detail: vscode.l10n.t('Nobody can pull it any more.'),
    withContent: true,
  };
  const picked = await showPick([kept, gone], {
    title: vscode.l10n.t('Delete Image: What'),
    placeHolder: vscode.l10n.t('What of {image} is to be deleted?', { image: shortName(image) }),
  });
  return picked?.withContent;
}

async function isTyped(image: Image, withContent: boolean): Promise<boolean> {
  const wanted = oneLine(image.tag ?? '') || image.id;
  const values = { image: shortName(image), wanted };
  const text = new TextBox();
  const box = text.input;
  box.title = vscode.l10n.t('Delete Image: Confirmation');
  box.placeholder = wanted;
  box.ignoreFocusOut = true;
  const prompt = withContent
    ? vscode.l10n.t('{image} and its content in SWR will be gone for good. Type {wanted} to delete them.', values)
    : vscode.l10n.t(
        '{image} will be gone from ModelArts; its content in SWR stays. Type {wanted} to delete it.',
        values,
      );
  text.prompt = prompt;
  const say = (wrong: string | undefined): void => text.say(wrong, vscode.InputBoxValidationSeverity.Error);
  const listening: vscode.Disposable[] = [];
  try {
    return await new Promise<boolean>((resolve) => {
      listening.push(
        box.onDidChangeValue(() => say(undefined)),
        box.onDidAccept(() => {
          if (isNameOf(image, box.value.trim())) resolve(true);
          // What is wrong stands where the prompt would, so it says both.
          else say(sentences(vscode.l10n.t('This is not its tag.'), prompt));
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
