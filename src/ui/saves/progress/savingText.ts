import { l10n } from 'vscode';
import { shortReference } from '../../../model/address';
import { elapsedMs, type Save } from '../../../save/save';
import { isInProgress } from '../../../save/saveState';
import type { Saves } from '../../../save/saves';
import { oneLine } from '../../../util/text';
import { durationText, elapsedText } from '../../text/formats';

/** Returns the saves in progress, newest first. */
export function savesInProgress({ list }: Pick<Saves, 'list'>): readonly Save[] {
  return list.filter(({ state }) => isInProgress(state));
}

/**
 * Describes the saves in progress: `Saving lab as team/base:v4 · 3:12 of about 6 min`, or `Saving 3 notebooks · longest
 * 4:10`.
 *
 * @param inProgress newest first, at least one
 * @param now milliseconds since the epoch
 * @param lines number of lines available; a long image name is cut in the middle to fit
 */
export function savingText(
  inProgress: readonly Save[],
  saves: Pick<Saves, 'usualMs'>,
  now: number,
  lines: 1 | 2,
): string {
  const [save] = inProgress.slice(-1);
  if (!save) return '';
  if (inProgress.length > 1) {
    const elapsed = durationText(elapsedMs(save, now));
    return l10n.t('Saving {count} notebooks · longest {elapsed}', { count: inProgress.length, elapsed });
  }
  const elapsed = elapsedText(elapsedMs(save, now), saves.usualMs(save));
  const notebook = shortName(save);
  const image = shortImage(save.reference, MAX_NAMES_LENGTH[lines] - notebook.length);
  if (image === '') return l10n.t('Saving {notebook} · {elapsed}', { notebook, elapsed });
  return l10n.t('Saving {notebook} as {image} · {elapsed}', { notebook, image, elapsed });
}

/** Returns the notebook's name, shortened for one line of a notification. */
function shortName({ notebook }: Pick<Save, 'notebook'>): string {
  return oneLine(notebook.name, 24) || oneLine(notebook.id, 24);
}

/**
 * The number of characters available for names. VS Code cuts off long status bar items, including the time at the end;
 * a notification has two lines.
 */
const MAX_NAMES_LENGTH = { 1: 44, 2: 64 } as const;
const MAX_IMAGE_END_LENGTH = 24;

/** Returns `team/base:v4`. A long one is cut in the middle, because the tag distinguishes images. */
function shortImage(reference: string, limit: number): string {
  const characters = Array.from(oneLine(shortReference(reference)));
  if (characters.length <= limit) return characters.join('');
  const end = Math.min(MAX_IMAGE_END_LENGTH, Math.ceil((limit - 1) * 0.6));
  const start = characters.slice(0, limit - end - 1).join('');
  return `${start}…${characters.slice(-end).join('')}`;
}
