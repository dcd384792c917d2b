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

/** Describes an error response that is a web page. */
export function pageMessage({ host, proxy }: UnexpectedPage, status: number): MessageWithRemedy {
  return {
    message: l10n.t('In place of the answer of {host} came a web page with status {status}.', { host, status }),
    remedy: senderRemedy(proxy),
  };
}

function senderRemedy(proxy: string | undefined): string {
  return proxy === undefined
    ? l10n.t('A proxy or a sign-in page of the network may have answered in its place.')
    : l10n.t('The proxy {proxy} or something behind it may have answered in its place.', { proxy });
}
