import { l10n } from 'vscode';
import { shortReference } from '../../model/reference';
import { elapsedMs, type Save } from '../../save/save';
import type { Saves } from '../../save/saves';
import { isUnderWay } from '../../save/saveState';
import { oneLine } from '../../util/text';
import { durationText } from '../messages/durationText';
import { elapsedText } from '../messages/elapsedText';

/** The saves under way, newest first. */
export function savesUnderWay({ list }: Pick<Saves, 'list'>): readonly Save[] {
  return list.filter(({ state }) => isUnderWay(state));
}

/**
 * What is being saved, and for how long: `Saving lab as team/base:v4 · 3:12 of about 6 min`, or `Saving 3 notebooks · longest 4:10`.
 *
 * @param running newest first, at least one
 * @param lines that the text may take: in one, an image that does not fit is left out; in two, it is cut
 */
export function savingText(running: readonly Save[], saves: Pick<Saves, 'usualMs'>, now: number, lines: 1 | 2): string {
  const [save] = running.slice(-1);
  if (!save) return '';
  if (running.length > 1) {
    const elapsed = durationText(elapsedMs(save, now));
    return l10n.t('Saving {count} notebooks · longest {elapsed}', { count: running.length, elapsed });
  }
  const elapsed = elapsedText(elapsedMs(save, now), saves.usualMs(save));
  const notebook = shortName(save);
  const image = lines === 1 ? imageInLine(save, notebook) : shortImage(save.reference, MAX_NAMES - notebook.length);
  if (image === '') return l10n.t('Saving {notebook} · {elapsed}', { notebook, elapsed });
  return l10n.t('Saving {notebook} as {image} · {elapsed}', { notebook, image, elapsed });
}

/** The notebook's name, as short as one line of a notification needs it. */
export function shortName({ notebook }: Pick<Save, 'notebook'>): string {
  return oneLine(notebook.name, 24) || oneLine(notebook.id, 24);
}

/** Two lines of a notification hold about so many characters of names. */
const MAX_NAMES = 64;
const MAX_IMAGE_END = 24;
/** VS Code cuts an item of the status bar, and with it the time at its end. */
const MAX_NAMES_IN_LINE = 44;

function imageInLine({ reference }: Save, notebook: string): string {
  const image = oneLine(shortReference(reference));
  return notebook.length + image.length > MAX_NAMES_IN_LINE ? '' : image;
}

/** `team/base:v4`; a long one is cut in the middle, as the tag tells images apart. */
function shortImage(reference: string, limit: number): string {
  const characters = Array.from(oneLine(shortReference(reference)));
  if (characters.length <= limit) return characters.join('');
  const start = characters.slice(0, limit - MAX_IMAGE_END - 1).join('');
  return `${start}…${characters.slice(-MAX_IMAGE_END).join('')}`;
}
