import type { Image } from '../../model/image';
import { oneLine } from '../../util/text';
import { wrapped } from '../messages/wrapped';
import { imageFacts } from './imageFacts';

/** All that is known of an image as a text to read, one fact a line. Hidden characters are left out. */
export function imageDocument(image: Image, notebook: string | undefined): string {
  const { title, reason, facts } = imageFacts(image, notebook);
  const lines = facts.map(({ label, value }) => `${label}: ${oneLine(value)}`);
  return [oneLine(title, 400), '', ...(reason ? [wrapped(reason), ''] : []), ...lines, ''].join('\n');
}
