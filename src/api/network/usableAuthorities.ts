import { X509Certificate } from 'node:crypto';
import { systemClock } from '../../util/clock';

/**
 * Leaves out the certificates that could only stand in the way. OpenSSL takes a trusted certificate before one of the same name that the
 * server sends, and gives up when it has expired, or when its own issuer is not trusted, although the server's chain is fine.
 *
 * @param pems of the operating system and of files: roots, and intermediates that lead to a root
 * @param bundled roots that are trusted anyway
 * @returns those of `pems` that are of use
 */
export function usableAuthorities(pems: readonly string[], bundled: readonly string[]): ReadonlySet<string> {
  const valid = Array.from(new Set(pems)).flatMap(validCertificate);
  const roots = valid.filter(isRoot);
  const usable = new Set(roots);
  let waiting = valid.filter((each) => !isRoot(each));
  let issuers = waiting.length === 0 ? [] : [...bundled.flatMap(validCertificate), ...roots];
  while (issuers.length > 0) {
    const before = issuers;
    issuers = waiting.filter((each) => before.some((issuer) => isIssuedBy(each, issuer)));
    for (const each of issuers) usable.add(each);
    waiting = waiting.filter((each) => !usable.has(each));
  }
  return new Set(Array.from(usable, ({ pem }) => pem));
}

interface Authority {
  readonly pem: string;
  readonly certificate: X509Certificate;
  readonly subject: string;
  readonly issuer: string;
}

/** The certificate, or none for one that cannot be read, has expired or has not begun: by the clock that OpenSSL reads. */
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
