import { readFile } from 'node:fs/promises';
import tls from 'node:tls';
import type { Clock } from '../../util/clock';
import { decodeText } from '../../util/decodeText';
import type { Logger } from '../../util/logger';
import { retryWhileLocked } from '../../util/retryWhileLocked';
import { unquoted } from '../../util/unquoted';
import type { Environment } from './networkSettings';
import { usableAuthorities } from './usableAuthorities';

/** Where a certificate authority is known from: Node's own list, the operating system, or `NODE_EXTRA_CA_CERTS`. */
export type AuthorityStore = 'bundled' | 'system' | 'extra';

/** Certificates that are believed, in PEM. */
export type TrustedAuthorities = Readonly<Record<AuthorityStore, readonly string[]>>;

/**
 * Reads the authorities anew. A store that cannot be read is empty, and the log says why: the certificate that is then not believed
 * is told where it matters.
 *
 * @param extra what {@link readExtraAuthorities} gave
 */
export function readTrustedAuthorities(useSystem: boolean, extra: readonly string[], log: Logger): TrustedAuthorities {
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

/** Node reads the system's store since 22.15. */
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

/** Reads the file that `NODE_EXTRA_CA_CERTS` names. One that cannot be read, or holds no certificate, gives none, and the log says so. */
export async function readExtraAuthorities(
  environment: Environment,
  log: Logger,
  clock: Pick<Clock, 'sleep'>,
): Promise<readonly string[]> {
  const file = unquoted(environment['NODE_EXTRA_CA_CERTS'] ?? '');
  if (file === '') return [];
  try {
    const text = decodeText(await retryWhileLocked(() => readFile(file), clock, NEVER));
    const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    if (certificates.length === 0) log.warn('NODE_EXTRA_CA_CERTS names a file without a certificate in PEM format');
    return certificates;
  } catch (error) {
    log.warn(`NODE_EXTRA_CA_CERTS cannot be read: ${error instanceof Error ? error.message : 'unknown'}`);
    return [];
  }
}

const NEVER = new AbortController().signal;
