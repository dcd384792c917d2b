import { X509Certificate } from 'node:crypto';
import tls, { createSecureContext, type SecureContext } from 'node:tls';
import type { CertificateFacts } from '../../model/certificateFacts';
import { type Clock, systemClock } from '../../util/clock';
import { readTextFile } from '../../util/lockedFiles';
import type { Logger } from '../../util/logger';
import { lazy } from '../../util/promises';
import { unquoted } from '../../util/text';
import type { Environment } from './networkSettings';

/** Origin of a certificate authority: Node's bundled list, the operating system, or `NODE_EXTRA_CA_CERTS`. */
export type AuthorityStore = 'bundled' | 'system' | 'extra';

/** Trusted certificates by origin, in PEM. */
export type TrustedAuthorities = Readonly<Record<AuthorityStore, readonly string[]>>;

/** The certificate authorities to trust. */
export interface Trust {
  readonly context: SecureContext;
  /** False if certificates are not verified, because VS Code's `http.proxyStrictSSL` is off. */
  readonly strict: boolean;
}

/** Caches the trusted authorities for each setting, because reading hundreds of certificates takes about 0.1 s. */
export class TrustStore {
  readonly #extra = lazy(() => readExtraAuthorities(this.environment, this.log, this.clock));
  readonly #stores = { with: this.#load(true), without: this.#load(false) };

  constructor(
    private readonly environment: Environment,
    private readonly log: Logger,
    private readonly clock: Pick<Clock, 'sleep'>,
  ) {}

  async authorities(useSystem: boolean): Promise<TrustedAuthorities> {
    return (await this.#store(useSystem)).authorities;
  }

  async trust(useSystem: boolean, strict: boolean): Promise<Trust> {
    return { context: (await this.#store(useSystem)).context, strict };
  }

  #store(useSystem: boolean) {
    return useSystem ? this.#stores.with() : this.#stores.without();
  }

  #load(useSystem: boolean) {
    return lazy(async () => {
      const authorities = readTrustedAuthorities(useSystem, await this.#extra(), this.log);
      const { bundled, system, extra } = authorities;
      return { authorities, context: createSecureContext({ ca: [...bundled, ...system, ...extra] }) };
    });
  }
}

/**
 * Reads the trusted authorities. A store that cannot be read counts as empty and is logged; a connection that needs it
 * then fails with a certificate error.
 *
 * @param extra the result of {@link readExtraAuthorities}
 */
function readTrustedAuthorities(useSystem: boolean, extra: readonly string[], log: Logger): TrustedAuthorities {
  const bundled = tls.rootCertificates;
  const system = useSystem ? systemAuthorities(log) : [];
  const usable = usableAuthorities([...system, ...extra], bundled);
  const trusted = extra.filter((pem) => usable.has(pem));
  const ignored = extra.length - trusted.length;
  if (ignored > 0)
    log.info(`Ignored ${ignored} certificates of NODE_EXTRA_CA_CERTS: out of date, or not of a trusted authority`);
  return {
    bundled,
    system: system.filter((pem) => usable.has(pem)),
    extra: trusted,
  };
}

/** Available since Node 22.15. */
function systemAuthorities(log: Logger): readonly string[] {
  if (typeof tls.getCACertificates !== 'function') return [];
  try {
    return tls.getCACertificates('system');
  } catch (error) {
    log.warn(
      `The operating system's certificates cannot be read: ${error instanceof Error ? error.message : 'unknown'}`,
    );
    return [];
  }
}

/**
 * Reads the file named by `NODE_EXTRA_CA_CERTS`. If the file cannot be read or contains no certificate, logs a warning
 * and returns an empty list.
 */
async function readExtraAuthorities(
  environment: Environment,
  log: Logger,
  clock: Pick<Clock, 'sleep'>,
): Promise<readonly string[]> {
  const file = unquoted(environment['NODE_EXTRA_CA_CERTS'] ?? '');
  if (file === '') return [];
  try {
    const text = await readTextFile(file, clock);
    const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    if (certificates.length === 0) log.warn('NODE_EXTRA_CA_CERTS names a file without a certificate in PEM format');
    return certificates;
  } catch (error) {
    log.warn(`NODE_EXTRA_CA_CERTS cannot be read: ${error instanceof Error ? error.message : 'unknown'}`);
    return [];
  }
}

/**
 * Removes certificates that would make verification fail. OpenSSL prefers a trusted certificate over the one of the
 * same name in the server's chain. It then fails if the trusted one has expired or has an untrusted issuer, even if the
 * server's chain is valid.
 *
 * @param pems certificates of the operating system and of files: roots, and intermediates that lead to a root
 * @param bundled roots that are trusted in any case
 * @returns the usable subset of `pems`
 */
function usableAuthorities(pems: readonly string[], bundled: readonly string[]): ReadonlySet<string> {
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

/** Returns the identifying fields of a certificate. `host`: host and port that presented it. */
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
