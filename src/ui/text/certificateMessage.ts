import { l10n } from 'vscode';
import type { CertificateFault } from '../../model/certificateFacts';
import type { NetworkFacts } from '../../model/errors';
import { oneLine } from '../../util/text';

/** Describes a TLS error and its remedy. Names the rejected certificate if there is one. */
export function certificateMessage({ certificate, host, code }: NetworkFacts): {
  readonly message: string;
  readonly remedy: string;
} {
  if (!certificate) {
    return {
      message: l10n.t('There is no secure connection to {host} ({code}).', { host, code: oneLine(code ?? 'TLS', 80) }),
      remedy: l10n.t('Check that the address and its port speak https.'),
    };
  }
  return {
    message: l10n.t(
      'The certificate that {host} showed was refused: {fault} It names {subject} and is signed by {issuer}.',
      {
        host: certificate.host,
        fault: faultSentence(certificate.fault, new Date(certificate.validUntil)),
        subject: oneLine(certificate.subject, 200) || '–',
        issuer: oneLine(certificate.issuer, 200) || '–',
      },
    ),
    remedy: remedyFor(certificate.fault),
  };
}

function faultSentence(fault: CertificateFault, validUntil: Date): string {
  switch (fault) {
    case 'expired':
      return l10n.t('it, or one that vouches for it, has expired (valid until {date}).', {
        date: isoDay(validUntil),
      });
    case 'notYetValid':
      return l10n.t('it is not valid yet.');
    case 'wrongHost':
      return l10n.t('it belongs to another host.');
    case 'selfSigned':
      return l10n.t('it is signed by nobody but itself.');
    case 'unknownIssuer':
      return l10n.t('this computer does not know the authority that signed it.');
    case 'revoked':
      return l10n.t('it was revoked.');
    case 'other':
      return l10n.t('it could not be verified.');
  }
}

function remedyFor(fault: CertificateFault): string {
  switch (fault) {
    case 'expired':
    case 'notYetValid':
      return l10n.t(
        'Check this computer’s clock; if it is right, tell whoever runs that host or the proxy in between.',
      );
    case 'wrongHost':
      return l10n.t('Check the address of the service and of the proxy; something else may be answering in its place.');
    case 'selfSigned':
    case 'unknownIssuer':
    case 'revoked':
    case 'other':
      return l10n.t(
        'If your company reads along, have its authority installed in the operating system, or start VS Code with NODE_EXTRA_CA_CERTS naming its file.',
      );
  }
}

function isoDay(date: Date): string {
  return Number.isNaN(date.getTime()) ? '–' : date.toISOString().slice(0, 10);
}
