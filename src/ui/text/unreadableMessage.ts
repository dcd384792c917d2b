import { l10n } from 'vscode';
import type { UnexpectedPage, UnreadableAnswerError } from '../../model/errors';

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
        message: l10n.t('{host} leads to another address ({status}), which is not followed.', { host, status }),
        remedy,
      };
    case 'empty':
      return { message: l10n.t('The answer of {host} is empty.', { host }), remedy };
    case 'notJson':
    case 'unexpectedShape':
      return { message: l10n.t('The answer of {host} is not one of ModelArts.', { host }), remedy };
    case 'tooLarge':
      return { message: l10n.t('The answer of {host} is too large.', { host }), remedy };
    case 'truncated':
      return {
        message: l10n.t('The answer of {host} was cut off.', { host }),
        remedy: l10n.t('Try again in a moment.'),
      };
  }
}

/** A refusal that was a web page. */
export function pageMessage({ host, proxy }: UnexpectedPage, status: number): Sentences {
  return {
    message: l10n.t('In place of the answer of {host} came a web page with status {status}.', { host, status }),
    remedy: otherUser(proxy),
  };
}

function otherUser(proxy: string | undefined): string {
  return proxy === undefined
    ? l10n.t('A proxy or a sign-in page of the network may have answered in its place.')
    : l10n.t('The proxy {proxy} or something behind it may have answered in its place.', { proxy });
}
