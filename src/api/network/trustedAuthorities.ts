import { readFile } from 'node:fs/promises';
import tls from 'node:tls';
import type { Clock } from '../../util/clock';
import type { Logger } from '../../util/logger';
import { retryWhileLocked } from '../../util/retryWhileLocked';
import { decodeText, unquoted } from '../../util/text';
import type { Environment } from './networkSettings';
import { usableAuthorities } from './usableAuthorities';

/** Origin of a certificate authority: Node's bundled list, the operating system, or `NODE_EXTRA_CA_CERTS`. */
export type AuthorityStore = 'bundled' | 'system' | 'extra';

/** Trusted certificates by origin, in PEM. */
export type TrustedAuthorities = Readonly<Record<AuthorityStore, readonly string[]>>;

/**
 * Reads the trusted authorities. A store that cannot be read counts as empty and is logged; a connection that needs it
 * then fails with a certificate error.
 *
 * @param extra the result of {@link readExtraAuthorities}
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
