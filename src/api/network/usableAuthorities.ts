import { X509Certificate } from 'node:crypto';
import { systemClock } from '../../util/clock';

/**
 * Removes certificates that would make verification fail. OpenSSL prefers a trusted certificate over the one of the
 * same name in the server's chain. It then fails if the trusted one has expired or has an untrusted issuer, even if the
 * server's chain is valid.
 *
 * @param pems certificates of the operating system and of files: roots, and intermediates that lead to a root
 * @param bundled roots that are trusted in any case
 * @returns the usable subset of `pems`
 */
export function usableAuthorities(pems: readonly string[], bundled: readonly string[]): ReadonlySet<string> {
  const valid = Array.from(new Set(pems)).flatMap(validCertificate);
  const roots = valid.filter(isRoot);
  const usable = new Set(roots);
  let unresolved = valid.filter((each) => !isRoot(each));
  let issuers = unresolved.length === 0 ? [] : [...bundled.flatMap(validCertificate), ...roots];
  while (issuers.length > 0) {
    const before = issuers;
    issuers = unresolved.filter((each) => before.some((issuer) => isIssuedBy(each, issuer)));
    for (const each of issuers) usable.add(each);
    unresolved = unresolved.filter((each) => !usable.has(each));
  }
  return new Set(Array.from(usable, ({ pem }) => pem));
}

interface Authority {
  readonly pem: string;
  readonly certificate: X509Certificate;
  readonly subject: string;
  readonly issuer: string;
}

/**
 * Returns the certificate, or nothing if it cannot be parsed, has expired or is not yet valid according to the clock
 * that OpenSSL uses.
 */
function validCertificate(pem: string): readonly Authority[] {
  try {
    const certificate = new X509Certificate(pem);
    const now = systemClock.now();
    const isValid = Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);
    const { subject, issuer } = certificate;
    return isValid ? [{ pem, certificate, subject, issuer }] : [];
  } catch {
    return [];
  }
}

function isRoot({ subject, issuer }: Authority): boolean {
  return subject === issuer;
}

function isIssuedBy({ certificate, issuer: name }: Authority, issuer: Authority): boolean {
  if (name !== issuer.subject) return false;
  try {
    return certificate.checkIssued(issuer.certificate) && certificate.verify(issuer.certificate.publicKey);
  } catch {
    return false;
  }
}
