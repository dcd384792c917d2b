import { l10n } from 'vscode';
import { isModelArtsError } from '../../model/errors';
import { oneLine } from '../../util/text';
import { errorMessage, type RequestedOperation } from './errorMessage';
import { escapeLinks } from './escape';
import { sentences } from './formats';

/** Returns the whole notification text of an error: message, remedy, code and request ID. */
export function errorText(error: unknown, operation?: RequestedOperation): string {
  if (!isModelArtsError(error)) return l10n.t('An unexpected error occurred. See the log for details.');
  const { message, detail, remedy, code, requestId } = errorMessage(error, operation);
  const facts = errorReference(code && oneLine(code, 60), requestId && oneLine(requestId, 100));
  return escapeLinks(sentences(message, detail, remedy, facts));
}

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

/** The error code and the request ID in parentheses, to follow a sentence; `undefined` if there is neither. */
export function errorReference(code: string | undefined, requestId?: string): string | undefined {
  if (code && requestId) return l10n.t('({code}, request {requestId})', { code, requestId });
  if (code) return l10n.t('({code})', { code });
  return requestId ? l10n.t('(request {requestId})', { requestId }) : undefined;
}
