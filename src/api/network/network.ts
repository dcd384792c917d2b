import type { Socket } from 'node:net';
import type { Clock } from '../../util/clock';
import type { Logger } from '../../util/logger';
import { ConnectionError } from './connectionError';
import type { Environment, NetworkSettings } from './networkSettings';
import { openConnection } from './openConnection';
import { type Route, routeTo } from './route';
import type { TrustedAuthorities } from './trustedAuthorities';
import { TrustStore } from './trustStore';

export interface NetworkOptions {
  /** Asked for each request: a change takes effect without a reload. */
  readonly settings: () => NetworkSettings;
  readonly environment: Environment;
  readonly log: Logger;
  readonly clock: Pick<Clock, 'sleep'>;
}

/** A connection that nobody answers is given up, tunnel and handshake included, so that it does not keep later requests waiting. */
const CONNECT_LIMIT_MS = 10_000;

/** The ways out of this computer, as the person's settings and environment have them at this moment. */
export class Network {
  readonly #trust: TrustStore;

  constructor(private readonly options: NetworkOptions) {
    this.#trust = new TrustStore(options.environment, options.log, options.clock);
  }

  get settings(): NetworkSettings {
    return this.options.settings();
  }

  /** @param settings where they were read already: reading them is dear */
  routeTo(url: URL, settings = this.settings): Route {
    return routeTo(url, settings, this.options.environment);
  }

  async authorities(): Promise<TrustedAuthorities> {
    return this.#trust.authorities(this.settings.systemCertificates);
  }

  /**
   * Opens a connection to the address's host.
   *
   * @throws ConnectionError; the signal's reason when it aborts
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
