import { l10n } from 'vscode';
import { isModelArtsError } from '../../model/errors';
import { oneLine } from '../../util/text';
import { errorFacts } from './errorFacts';
import { errorMessage, type RequestedOperation } from './errorMessage';
import { escapeLinks } from './escapeLinks';
import { sentences } from './sentences';

/** Returns the whole notification text of an error: message, remedy, code and request id. */
export function errorText(error: unknown, operation?: RequestedOperation): string {
  if (!isModelArtsError(error)) return l10n.t('An unexpected error occurred. See the log for details.');
  const { message, detail, remedy, code, requestId } = errorMessage(error, operation);
  const facts = errorFacts(code && oneLine(code, 60), requestId && oneLine(requestId, 100));
  return escapeLinks(sentences(message, detail, remedy, facts));
}
