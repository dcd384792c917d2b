import { l10n } from 'vscode';
import type { NetworkFacts } from '../../model/errors';
import { oneLine } from '../../util/text';
import { certificateMessage } from './certificateMessage';

/** Describes a network error and its remedy. Names the proxy if one is used. */
export function networkMessage(facts: NetworkFacts): { readonly message: string; readonly remedy: string } {
  const { reason, host } = facts;
  const proxy = oneLine(facts.proxy ?? '', 120);
  const code = oneLine(facts.code ?? '', 80) || '–';
  switch (reason) {
    case 'refused':
      return {
        message: l10n.t('{host} refuses connections.', { host }),
        remedy: l10n.t('Check the address of the service, and a firewall in between.'),
      };
    case 'dns':
      return {
        message: l10n.t('The name {host} cannot be found.', { host }),
        remedy: l10n.t('Check the region, that this computer is online, and whether your network needs a proxy.'),
      };
    case 'tls':
      return certificateMessage(facts);
    case 'proxy':
      return {
        message: l10n.t('The proxy {proxy} gave no way to {host} ({code}).', { proxy, host, code }),
        remedy: l10n.t('Ask whoever runs the proxy to allow this host, or name it in the setting http.noProxy.'),
      };
    case 'proxyAuth':
      return {
        message: l10n.t('The proxy {proxy} wants a user and a password ({code}).', { proxy, code }),
        remedy: l10n.t(
          'Write them into the setting http.proxy, as http://user:password@proxy.example:8080; ways to sign in other than Basic need a local proxy that knows them.',
        ),
      };
    case 'proxyUnreachable':
      return {
        message: l10n.t('The proxy {proxy} cannot be reached ({code}).', { proxy, code }),
        remedy: l10n.t('Check the setting http.proxy and the variables HTTPS_PROXY and HTTP_PROXY.'),
      };
    case 'proxyUnusable':
      return {
        message: l10n.t('The proxy {proxy} cannot be used: its address must begin with http:// or https://.', {
          proxy,
        }),
        remedy: l10n.t('Check the setting http.proxy and the variables HTTPS_PROXY and HTTP_PROXY.'),
      };
    case 'timeout':
      return {
        message: proxy
          ? l10n.t('{host} did not answer in time through the proxy {proxy}.', { host, proxy })
          : l10n.t('{host} did not answer in time.', { host }),
        remedy: l10n.t('Try again, or give requests more time in the settings.'),
      };
    case 'offline':
      return {
        message: l10n.t('There is no way to {host} at present.', { host }),
        remedy: l10n.t('Check that this computer is online.'),
      };
    case 'foreignHost':
      return {
        message: l10n.t('{host} is none of the connection’s addresses: no key is sent there.', { host }),
        remedy: l10n.t('Check the endpoints in the setting modelartsImages.connections.'),
      };
    case 'unusableText':
      return {
        message: l10n.t(
          'The request to {host} was not sent: a key, an ID or a name in it contains a character that can’t be sent.',
          {
            host,
          },
        ),
        remedy: l10n.t('Copy it again, or refresh the list.'),
      };
    case 'reset':
    case 'other':
      return {
        message: proxy
          ? l10n.t('The connection to {host} through the proxy {proxy} broke.', { host, proxy })
          : l10n.t('The connection to {host} broke.', { host }),
        remedy: l10n.t('Try again in a moment.'),
      };
  }
}
