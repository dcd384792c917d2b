import { l10n } from 'vscode';
import type { Image } from '../../model/image';
import { oneLine } from '../../util/text';
import { wrapText } from '../text/escape';
import { imageFacts } from './imageFacts';

/** Formats the details of an image as text, one fact per line. Hidden characters are removed. */
export function imageDocument(image: Image, notebook: string | undefined): string {
  const { title, reason, facts, more } = imageFacts(image, notebook);
  const lines = [...facts, ...more].map(({ label, value }) => `${label}: ${oneLine(value)}`);
  return [oneLine(title, 400), '', ...(reason ? [wrapText(reason), ''] : []), ...lines, ''].join('\n');
}

/** Returns the document of a deleted image, with the last loaded details if there are any. */
export function deletedImageDocument(image: Image | undefined, notebook: string | undefined): string {
  const deleted = l10n.t('This image was deleted.');
  return image ? [deleted, '', imageDocument({ ...image, status: 'DELETED' }, notebook)].join('\n') : `${deleted}\n`;
}
