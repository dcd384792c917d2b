import { l10n } from 'vscode';
import type { Image } from '../../model/image';
import { oneLine } from '../../util/text';
import { sentences } from './formats';
import { imageStatusLabel } from './labels';

/** Explains why an image could not be built: the service's message, and a remedy if the reason is known. */
export function buildFailure({ status, statusMessage, id }: Image): string {
  const words = oneLine(statusMessage ?? '', 300);
  const reason = words
    ? l10n.t('Reason from ModelArts: {words}.', { words: words.replace(/(?<![.。\s])[.。\s]+$/, '') })
    : l10n.t('ModelArts gave no reason.');
  return sentences(
    reason,
    remedyFor(words),
    l10n.t('({status}, image {id})', { status: imageStatusLabel(status), id }),
  );
}

/** Returns the remedy for known messages of the image builder. Source: the vendor's troubleshooting guide. */
function remedyFor(words: string): string | undefined {
  if (/size .{0,100}greater than threshold/i.test(words)) {
    return l10n.t(
      'Remove data and caches outside /home/ma-user/work, such as pip and conda caches, then save again. Images larger than 35 GB must be built on a server.',
    );
  }
  if (/processes in .?D.? status/i.test(words)) {
    return l10n.t(
      'Wait for the processes in uninterruptible sleep to finish (state D in ps aux), or restart the notebook.',
    );
  }
  if (/cannot pause container/i.test(words)) {
    return l10n.t('Stop the processes that keep the container busy, or restart the notebook, then save again.');
  }
  if (/too many layers/i.test(words)) {
    return l10n.t('Repeated saves add layers to an image. Start from an earlier image.');
  }
  return undefined;
}
