import { l10n } from 'vscode';
import type { CertificateFault } from '../../model/certificateFacts';
import type { NetworkFacts } from '../../model/errors';
import { oneLine } from '../../util/text';
import { sentences } from './formats';

/** Describes a network error and its remedy. Names the proxy if one is used. */
export function networkMessage(facts: NetworkFacts): { readonly message: string; readonly remedy: string } {
  const { reason, host } = facts;
  const proxy = oneLine(facts.proxy ?? '', 120);
  const code = oneLine(facts.code ?? '', 80) || '–';
  switch (reason) {
    case 'refused':
      return {
        message: l10n.t('{host} refused the connection.', { host }),
        remedy: l10n.t('Check the endpoint and any firewall in between.'),
      };
    case 'dns':
      return {
        message: l10n.t("Can't find host {host}.", { host }),
        remedy: l10n.t('Check the region, your network connection, and whether your network requires a proxy.'),
      };
    case 'tls':
      return certificateMessage(facts);
    case 'proxy':
      return {
        message: l10n.t('Proxy {proxy} refused to connect to {host} ({code}).', { proxy, host, code }),
        remedy: l10n.t('Ask your proxy administrator to allow this host, or add it to the http.noProxy setting.'),
      };
    case 'proxyAuth':
      return {
        message: l10n.t('Proxy {proxy} requires a user name and password ({code}).', { proxy, code }),
        remedy: l10n.t(
          'Add them to the http.proxy setting, as in http://user:password@proxy.example:8080. Authentication other than Basic requires a local proxy that supports it.',
        ),
      };
    case 'proxyUnreachable':
      return {
        message: l10n.t("Can't reach proxy {proxy} ({code}).", { proxy, code }),
        remedy: l10n.t('Check the http.proxy setting and the HTTPS_PROXY and HTTP_PROXY environment variables.'),
      };
    case 'proxyUnusable':
      return {
        message: l10n.t("Can't use proxy {proxy}: its address must start with http:// or https://.", {
          proxy,
        }),
        remedy: l10n.t('Check the http.proxy setting and the HTTPS_PROXY and HTTP_PROXY environment variables.'),
      };
    case 'timeout':
      return {
        message: proxy
          ? l10n.t("{host} didn't respond in time through proxy {proxy}.", { host, proxy })
          : l10n.t("{host} didn't respond in time.", { host }),
        remedy: l10n.t('Try again, or increase the request time limit in the settings.'),
      };
    case 'offline':
      return {
        message: l10n.t('No network route to {host}.', { host }),
        remedy: l10n.t('Check that this computer is online.'),
      };
    case 'foreignHost':
      return {
        message: l10n.t("{host} isn't an endpoint of the connection, so no keys are sent to it.", { host }),
        remedy: l10n.t('Check the endpoints in the modelartsImages.connections setting.'),
      };
    case 'unusableText':
      return {
        message: l10n.t("The request to {host} wasn't sent: a key, ID, or name in it contains an invalid character.", {
          host,
        }),
        remedy: l10n.t('Copy the value again, or refresh the list.'),
      };
    case 'reset':
    case 'other':
      return {
        message: proxy
          ? l10n.t('The connection to {host} through proxy {proxy} was lost.', { host, proxy })
          : l10n.t('The connection to {host} was lost.', { host }),
        remedy: l10n.t('Try again in a moment.'),
      };
  }
}

/** Describes a TLS error and its remedy. Names the rejected certificate if there is one. */
function certificateMessage({ certificate, host, code }: NetworkFacts): {
  readonly message: string;
  readonly remedy: string;
} {
  if (!certificate) {
    return {
      message: l10n.t("Can't establish a secure connection to {host} ({code}).", {
        host,
        code: oneLine(code ?? 'TLS', 80),
      }),
      remedy: l10n.t('Check that the host and port accept HTTPS.'),
    };
  }
  return {
    message: sentences(
      faultSentence(certificate.fault, certificate.host, new Date(certificate.validUntil)),
      l10n.t('Subject: {subject}. Issuer: {issuer}.', {
        subject: oneLine(certificate.subject, 200) || '–',
        issuer: oneLine(certificate.issuer, 200) || '–',
      }),
    ),
    remedy: remedyFor(certificate.fault),
  };
}

function faultSentence(fault: CertificateFault, host: string, validUntil: Date): string {
  switch (fault) {
    case 'expired':
      return l10n.t('The certificate of {host} or of its issuer has expired (valid until {date}).', {
        host,
        date: isoDay(validUntil),
      });
    case 'notYetValid':
      return l10n.t("The certificate of {host} isn't valid yet.", { host });
    case 'wrongHost':
      return l10n.t('The certificate of {host} is for another host.', { host });
    case 'selfSigned':
      return l10n.t('The certificate of {host} is self-signed.', { host });
    case 'unknownIssuer':
      return l10n.t("The certificate of {host} is from an authority that this computer doesn't trust.", { host });
    case 'revoked':
      return l10n.t('The certificate of {host} has been revoked.', { host });
    case 'other':
      return l10n.t("The certificate of {host} couldn't be verified.", { host });
  }
}

function remedyFor(fault: CertificateFault): string {
  switch (fault) {
    case 'expired':
    case 'notYetValid':
      return l10n.t("Check this computer's clock. If it's correct, contact the administrator of the host or proxy.");
    case 'wrongHost':
      return l10n.t('Check the addresses of the service and the proxy. Another program may be responding.');
    case 'selfSigned':
    case 'unknownIssuer':
    case 'revoked':
    case 'other':
      return l10n.t(
        'If your company inspects TLS traffic, install its CA certificate in the operating system, or start VS Code with NODE_EXTRA_CA_CERTS set to its file.',
      );
  }
}

function isoDay(date: Date): string {
  return Number.isNaN(date.getTime()) ? '–' : date.toISOString().slice(0, 10);
}
