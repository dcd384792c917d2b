import type { X509Certificate } from 'node:crypto';
import type { CertificateFacts } from '../../model/certificateFacts';

/** @param host host and port that showed it */
export function certificateFacts(certificate: X509Certificate, host: string): CertificateFacts {
  return {
    host,
    subject: oneName(certificate.subject),
    issuer: oneName(certificate.issuer),
    validUntil: Date.parse(certificate.validTo),
  };
}

/** Node writes a name's parts on lines of their own. */
function oneName(name: string | undefined): string {
  return (name ?? '').split('\n').filter(Boolean).join(', ');
}
