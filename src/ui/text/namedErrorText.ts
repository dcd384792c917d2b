import { l10n } from 'vscode';
import { oneLine } from '../../util/text';
import type { RequestedOperation } from './errorMessage';
import { errorText } from './errorText';
import { escapeLinks } from './escapeLinks';

/**
 * {@link errorText} about a notebook, which it names once.
 *
 * @param notebook its name; undefined or empty where the error is about none
 */
export function namedErrorText(notebook: string | undefined, error: unknown, operation?: RequestedOperation): string {
  const name = escapeLinks(oneLine(notebook ?? '', 60));
  const message = errorText(error, operation);
  return name === '' || message.includes(name) ? message : l10n.t('{notebook}: {message}', { notebook: name, message });
}
