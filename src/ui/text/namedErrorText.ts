import { l10n } from 'vscode';
import { oneLine } from '../../util/text';
import type { RequestedOperation } from './errorMessage';
import { errorText } from './errorText';
import { escapeLinks } from './escapeLinks';

/**
 * Prefixes {@link errorText} with the notebook's name, unless the text already contains it.
 *
 * @param notebook name of the notebook; undefined or empty if the error concerns none
 */
export function namedErrorText(notebook: string | undefined, error: unknown, operation?: RequestedOperation): string {
  const name = escapeLinks(oneLine(notebook ?? '', 60));
  const message = errorText(error, operation);
  return name === '' || message.includes(name) ? message : l10n.t('{notebook}: {message}', { notebook: name, message });
}
