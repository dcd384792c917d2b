import { l10n } from 'vscode';
import type { PageInstead, UnreadableAnswerError } from '../../model/errors';

interface Sentences {
  readonly message: string;
  readonly remedy: string;
}

/** An answer that is none of the service's: what is wrong with it, and who may have given it. */
export function unreadableMessage({ reason, host, status, proxy }: UnreadableAnswerError): Sentences {
  const remedy = otherUser(proxy);
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

/** A refusal that was a web page. */
export function pageMessage({ host, proxy }: PageInstead, status: number): Sentences {
  return {
    message: l10n.t('{host} returned a web page (status {status}).', { host, status }),
    remedy: otherUser(proxy),
  };
}

function otherUser(proxy: string | undefined): string {
  return proxy === undefined
    ? l10n.t('A proxy or a network sign-in page may have responded instead.')
    : l10n.t('Proxy {proxy} or a server behind it may have responded instead.', { proxy });
}
