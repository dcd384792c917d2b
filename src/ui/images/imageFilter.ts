import type { Image } from '../../model/image';
import { imageStatusLabel } from '../text/labels';

/** True if every keyword of the filter occurs in the image's texts. Ignores case. */
export function matchesFilter(image: Image, notebook: string | undefined, filter: string): boolean {
  if (filter === '') return true;
  const { namespace = '', name = '', tag = '', id, description, status } = image;
  const text = [`${namespace}/${name}:${tag}`, imageStatusLabel(status), status, description, notebook, id]
    .join('\n')
    .toLowerCase();
  return filter
    .toLowerCase()
    .trim()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
