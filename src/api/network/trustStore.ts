import { createSecureContext } from 'node:tls';
import type { Clock } from '../../util/clock';
import { lazy } from '../../util/lazy';
import type { Logger } from '../../util/logger';
import type { Environment } from './networkSettings';
import type { Trust } from './secureSocket';
import { readExtraAuthorities, readTrustedAuthorities, type TrustedAuthorities } from './trustedAuthorities';

/** The authorities as the settings want them, read once: reading hundreds of certificates takes a tenth of a second. */
export class TrustStore {
  readonly #extra = lazy(() => readExtraAuthorities(this.environment, this.log, this.clock));
  readonly #stores = { with: this.#load(true), without: this.#load(false) };

  constructor(
    private readonly environment: Environment,
    private readonly log: Logger,
    private readonly clock: Pick<Clock, 'sleep'>,
  ) {}

  async authorities(useSystem: boolean): Promise<TrustedAuthorities> {
    return (await this.#of(useSystem)).authorities;
  }

  async trust(useSystem: boolean, strict: boolean): Promise<Trust> {
    return { context: (await this.#of(useSystem)).context, strict };
  }

  #of(useSystem: boolean) {
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
