import { l10n } from 'vscode';
import type { UnexpectedPage, UnreadableAnswerError } from '../../model/errors';

interface MessageWithRemedy {
  readonly message: string;
  readonly remedy: string;
}

/** Describes a response that does not come from the service, and who may have sent it. */
export function unreadableMessage({ reason, host, status, proxy }: UnreadableAnswerError): MessageWithRemedy {
  const remedy = senderRemedy(proxy);
  switch (reason) {
    case 'redirect':
      return {
        message: l10n.t("{host} redirected to another address ({status}). Redirects aren't followed.", {
          host,
          status,
        }),
        remedy,
      };
    case 'empty':
      return { message: l10n.t('{host} returned an empty response.', { host }), remedy };
    case 'notJson':
    case 'unexpectedShape':
      return { message: l10n.t('{host} returned an unexpected response.', { host }), remedy };
    case 'tooLarge':
      return { message: l10n.t('The response from {host} is too large.', { host }), remedy };
    case 'truncated':
      return {
        message: l10n.t('The response from {host} is incomplete.', { host }),
        remedy: l10n.t('Try again in a moment.'),
      };
  }
}

/** Describes an error response that is a web page. */
export function pageMessage({ host, proxy }: UnexpectedPage, status: number): MessageWithRemedy {
  return {
    message: l10n.t('{host} returned a web page (status {status}).', { host, status }),
    remedy: senderRemedy(proxy),
  };
}

function senderRemedy(proxy: string | undefined): string {
  return proxy === undefined
    ? l10n.t('A proxy or a network sign-in page may have responded instead.')
    : l10n.t('Proxy {proxy} or a server behind it may have responded instead.', { proxy });
}
