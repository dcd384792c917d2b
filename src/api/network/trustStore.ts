import { createSecureContext } from 'node:tls';
import type { Clock } from '../../util/clock';
import { lazy } from '../../util/lazy';
import type { Logger } from '../../util/logger';
import type { Environment } from './networkSettings';
import type { Trust } from './secureSocket';
import { readExtraAuthorities, readTrustedAuthorities, type TrustedAuthorities } from './trustedAuthorities';

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
