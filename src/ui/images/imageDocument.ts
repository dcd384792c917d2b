import { l10n } from 'vscode';
import type { Image } from '../../model/image';
import { oneLine } from '../../util/text';
import { wrapText } from '../text/wrapped';
import { imageFacts } from './imageFacts';

/** All that is known of an image as a text to read, one fact a line. Hidden characters are left out. */
export function imageDocument(image: Image, notebook: string | undefined): string {
  const { title, reason, facts, more } = imageFacts(image, notebook);
  const lines = [...facts, ...more].map(({ label, value }) => `${label}: ${oneLine(value)}`);
  return [oneLine(title, 400), '', ...(reason ? [wrapText(reason), ''] : []), ...lines, ''].join('\n');
}

/** What was last known of an image that ModelArts has no more; undefined = nothing was. */
export function deletedImageDocument(image: Image | undefined, notebook: string | undefined): string {
  const deleted = l10n.t('This image was deleted.');
  return image ? [deleted, '', imageDocument({ ...image, status: 'DELETED' }, notebook)].join('\n') : `${deleted}\n`;
}
