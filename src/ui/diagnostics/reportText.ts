import { l10n } from 'vscode';
import { isModelArtsError, type RefusedError } from '../../model/errors';
import { oneLine } from '../../util/text';
import { errorMessage } from '../text/errorMessage';
import { errorReference } from '../text/errorText';
import { sentences } from '../text/formats';
import { serviceError, statusRemedy } from '../text/serviceErrors';
import { pageMessage } from '../text/unreadableMessage';

/** Returns a list item of the report. */
export function line(title: string, text: string): string {
  return `- ${title}: ${text}`;
}

/** Formats external text as inline code: on one line, without Markdown of its own. */
export function code(text: string): string {
  return `\`${oneLine(text, 200).replaceAll('`', 'ʼ') || '–'}\``;
}

/** Returns the first four characters of an ID, enough to distinguish two IDs. */
export function shortId(id: string): string {
  return `${id.slice(0, 4)}…`;
}

/** Describes a failure with code and request ID. Never includes the service's message, which may contain users and IDs. */
export function failure(error: unknown): string {
  if (!isModelArtsError(error)) {
    return error instanceof Error && error.name === 'TimeoutError'
      ? l10n.t('It timed out.')
      : l10n.t('An unexpected error occurred. See the log for details.');
  }
  if (error.kind === 'refused') return sentences(refusal(error), facts(error.code, error.requestId));
  const { message, requestId } = errorMessage(error);
  return sentences(plain(message), facts('facts' in error ? error.facts.code : undefined, requestId));
}

/** Returns the extension's advice for an error; undefined if there is none. */
export function remedyOf(error: unknown): string | undefined {
  if (!isModelArtsError(error)) return undefined;
  const remedy =
    error.kind === 'refused'
      ? (serviceError(error.code)?.remedy ?? statusRemedy(error.status))
      : errorMessage(error).remedy;
  return remedy && plain(remedy);
}

function refusal({ code: errorCode, status, page }: RefusedError): string {
  if (page) return plain(pageMessage(page, status).message);
  return serviceError(errorCode)?.message ?? l10n.t('The service rejected the request (status {status}).', { status });
}

function facts(errorCode: string | undefined, requestId: string | undefined): string | undefined {
  return errorReference(errorCode && code(errorCode), requestId && code(requestId));
}

/** Escapes Markdown, so that names of hosts and certificates inside sentences cannot format the report. */
export function plain(text: string): string {
  return oneLine(text, 600).replace(/[\\`*_[\]<>|#]/g, '\\$&');
}
