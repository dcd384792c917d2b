import { readFile } from 'node:fs/promises';
import tls from 'node:tls';
import type { Logger } from '../../util/logger';
import type { Environment } from './networkSettings';

/** Where a certificate authority is known from: Node's own list, the operating system, or `NODE_EXTRA_CA_CERTS`. */
export type AuthorityStore = 'bundled' | 'system' | 'extra';

/** Certificates that are believed, in PEM. */
export type TrustedAuthorities = Readonly<Record<AuthorityStore, readonly string[]>>;

/**
 * Reads the authorities anew. A store that cannot be read is empty, and the log says why: the certificate that is then not believed
 * is told where it matters.
 */
export async function readTrustedAuthorities(
  useSystem: boolean,
  environment: Environment,
  log: Logger,
): Promise<TrustedAuthorities> {
  return {
    bundled: tls.rootCertificates,
    system: useSystem ? systemAuthorities(log) : [],
    extra: await extraAuthorities(environment['NODE_EXTRA_CA_CERTS'], log),
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

async function extraAuthorities(file: string | undefined, log: Logger): Promise<readonly string[]> {
  if (!file) return [];
  try {
    const text = await readFile(file, 'utf8');
    return text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  } catch (error) {
    log.warn(`NODE_EXTRA_CA_CERTS cannot be read: ${error instanceof Error ? error.message : 'unknown'}`);
    return [];
  }
}
