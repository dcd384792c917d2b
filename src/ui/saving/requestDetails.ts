import { l10n } from 'vscode';
import type { ImageRequest } from '../../model/imageRequest';
import type { RowFacts } from '../ask/quickInput';

/** What the confirmation says of a request, or of several, beyond address and description. */
export function requestDetails(requests: readonly ImageRequest[]): readonly RowFacts[] {
  return requests.some(({ tag }) => tag === '') ? [{ icon: 'tag', label: l10n.t('Tag: chosen by ModelArts') }] : [];
}
