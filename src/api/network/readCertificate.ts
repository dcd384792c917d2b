import type { X509Certificate } from 'node:crypto';
import type { CertificateFacts } from '../../model/certificateFacts';

/** @param host host and port that presented the certificate */
export function certificateFacts(certificate: X509Certificate, host: string): CertificateFacts {
  return {
    host,
    subject: oneName(certificate.subject),
    issuer: oneName(certificate.issuer),
    validUntil: Date.parse(certificate.validTo),
  };
}

/** Joins the parts of a name, which Node separates with line breaks. */
function oneName(name: string | undefined): string {
  return (name ?? '').split('\n').filter(Boolean).join(', ');
}
