import { l10n } from 'vscode';
import type { CertificateFault } from '../../model/certificateFacts';
import type { NetworkFacts } from '../../model/errors';
import { oneLine } from '../../util/text';
import { sentences } from './sentences';

/** Describes a TLS error and its remedy. Names the rejected certificate if there is one. */
export function certificateMessage({ certificate, host, code }: NetworkFacts): {
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
