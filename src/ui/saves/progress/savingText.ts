import { l10n } from 'vscode';
import { shortReference } from '../../../model/reference';
import { elapsedMs, type Save } from '../../../save/save';
import { isInProgress } from '../../../save/saveState';
import type { Saves } from '../../../save/saves';
import { oneLine } from '../../../util/text';
import { durationText } from '../../text/durationText';
import { elapsedText } from '../../text/elapsedText';

/** The saves under way, newest first. */
export function savesInProgress({ list }: Pick<Saves, 'list'>): readonly Save[] {
  return list.filter(({ state }) => isInProgress(state));
}

/**
 * What is being saved, and for how long: `Saving lab as team/base:v4 · 3:12 of about 6 min`, or `Saving 3 notebooks · longest 4:10`.
 *
 * @param running newest first, at least one
 * @param lines that the text may take: the longer names are, the more is cut from the middle of the image
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
  const image = shortImage(save.reference, MAX_NAMES[lines] - notebook.length);
  if (image === '') return l10n.t('Saving {notebook} · {elapsed}', { notebook, elapsed });
  return l10n.t('Saving {notebook} as {image} · {elapsed}', { notebook, image, elapsed });
}

/** The notebook's name, as short as one line of a notification needs it. */
export function shortName({ notebook }: Pick<Save, 'notebook'>): string {
  return oneLine(notebook.name, 24) || oneLine(notebook.id, 24);
}

/**
 * How many characters of names fit: VS Code cuts an item of the status bar, and with it the time at its end; a notification has two
 * lines.
 */
const MAX_NAMES = { 1: 44, 2: 64 } as const;
const MAX_IMAGE_END = 24;

/** `team/base:v4`; a long one is cut in the middle, as the tag tells images apart. */
function shortImage(reference: string, limit: number): string {
  const characters = Array.from(oneLine(shortReference(reference)));
  if (characters.length <= limit) return characters.join('');
  const end = Math.min(MAX_IMAGE_END, Math.ceil((limit - 1) * 0.6));
  const start = characters.slice(0, limit - end - 1).join('');
  return `${start}…${characters.slice(-end).join('')}`;
}
