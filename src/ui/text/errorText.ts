import { l10n } from 'vscode';
import { isModelArtsError } from '../../model/errors';
import { oneLine } from '../../util/text';
import { errorMessage, type RequestedOperation } from './errorMessage';
import { escapeLinks } from './escapeLinks';
import { sentences } from './sentences';

/** Returns the whole notification text of an error: message, remedy, code and request id. */
export function errorText(error: unknown, operation?: RequestedOperation): string {
  if (!isModelArtsError(error)) return l10n.t('Something unexpected happened. The log has the details.');
  const { message, detail, remedy, code, requestId } = errorMessage(error, operation);
  const request = requestId && l10n.t('request {requestId}', { requestId: oneLine(requestId, 100) });
  const facts = [code && oneLine(code, 60), request].filter(Boolean).join(', ');
  return escapeLinks(sentences(message, detail, remedy, facts && `(${facts})`));
}
