import { l10n } from 'vscode';

/** The error code and the request id in parentheses, to follow a sentence; `undefined` if there is neither. */
export function errorSuffix(code: string | undefined, requestId?: string): string | undefined {
  if (code && requestId) return l10n.t('({code}, request {requestId})', { code, requestId });
  if (code) return l10n.t('({code})', { code });
  return requestId ? l10n.t('(request {requestId})', { requestId }) : undefined;
}
