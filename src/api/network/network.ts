import type { Socket } from 'node:net';
import type { Clock } from '../../util/clock';
import type { Logger } from '../../util/logger';
import { ConnectionError } from './networkErrors';
import type { Environment, NetworkSettings } from './networkSettings';
import { openConnection } from './openConnection';
import { type Route, routeTo } from './route';
import { type TrustedAuthorities, TrustStore } from './trustedAuthorities';

/** Dependencies of {@link Network}. */
export interface NetworkOptions {
  /** Read for each request, so that a change takes effect without a reload. */
  readonly settings: () => NetworkSettings;
  readonly environment: Environment;
  readonly log: Logger;
  readonly clock: Pick<Clock, 'sleep'>;
}

/**
 * Limit for opening a connection, including the tunnel and the TLS handshake. Keeps an unresponsive host from blocking
 * later requests.
 */
const CONNECT_LIMIT_MS = 10_000;

/** Opens connections according to the user's proxy and certificate settings and environment variables. */
export class Network {
  readonly #trust: TrustStore;

  constructor(private readonly options: NetworkOptions) {
    this.#trust = new TrustStore(options.environment, options.log, options.clock);
  }

  get settings(): NetworkSettings {
    return this.options.settings();
  }

  /**
   * Decides on the route to `url`.
   *
   * @param settings the settings, if they have been read already, because reading them is expensive
   */
  routeTo(url: URL, settings = this.settings): Route {
    return routeTo(url, settings, this.options.environment);
  }

  /** Returns the certificate authorities that the current settings trust. */
  async authorities(): Promise<TrustedAuthorities> {
    return this.#trust.authorities(this.settings.systemCertificates);
  }

  /**
   * Opens a connection to the host of `url`.
   *
   * @throws ConnectionError; the signal's reason if it aborts
   */
  async connect(url: URL, signal: AbortSignal): Promise<Socket> {
    const { settings } = this;
    const secure = url.protocol === 'https:';
    const target = {
      secure,
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || (secure ? 443 : 80)),
    };
    const trust = () => this.#trust.trust(settings.systemCertificates, settings.strictCertificates);
    const limit = AbortSignal.timeout(CONNECT_LIMIT_MS);
    try {
      return await openConnection(target, this.routeTo(url, settings), trust, AbortSignal.any([signal, limit]));
    } catch (error) {
      throw limit.aborted && !signal.aborted ? new ConnectionError('timeout', 'CONNECT_TIMEOUT') : error;
    }
  }
}
