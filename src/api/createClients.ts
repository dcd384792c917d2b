import { type Clock, systemClock } from '../util/clock';
import { type Logger, silentLogger } from '../util/logger';
import type { Authenticator } from './authenticator';
import { createToken, type IssuedToken, type Login, type TokenScope } from './createToken';
import type { CredentialGuard } from './credentialGuard';
import type { Send } from './http';
import { IamClient } from './iamClient';
import { ModelArtsClient } from './modelArtsClient';
import { Network } from './network/network';
import { DEFAULT_NETWORK_SETTINGS, type Environment, type NetworkSettings } from './network/networkSettings';
import { SwrClient } from './swrClient';
import { createUndiciTransport, type Transport, type TransportOptions } from './undiciTransport';
import { withAuthentication } from './withAuthentication';
import { type Health, withHealth } from './withHealth';
import { withHttpLog } from './withHttpLog';
import { withRedaction } from './withRedaction';
import { withRetry } from './withRetry';
import { withServiceTime } from './withServiceTime';

export interface WireOptions extends Omit<TransportOptions, 'network'> {
  /** Asked for each request. Default: no proxy, the usual certificates. */
  readonly networkSettings?: () => NetworkSettings;
  /** Variables of the process, for those that name a proxy or certificates. Default: none. */
  readonly environment?: Environment;
  readonly log?: Logger;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/** The wire; one for all clients. */
export function createTransport(options: WireOptions): Transport {
  const { networkSettings = () => DEFAULT_NETWORK_SETTINGS, environment = {} } = options;
  const { log = silentLogger, clock = systemClock } = options;
  const network = new Network({ settings: networkSettings, environment, log, clock });
  return createUndiciTransport({ ...options, network });
}

/** What every request needs. */
export interface RequestOptions {
  readonly transport: Pick<Transport, 'send'>;
  /** Origin, optionally with a path, without a slash at the end. */
  readonly endpoint: string;
  /** Language of the service's own words. */
  readonly language: 'en-us' | 'zh-cn';
  readonly clock: Clock;
  readonly log: Logger;
}

/** What the clients of all services have in common. */
export interface ServiceOptions extends RequestOptions {
  readonly authenticator: Authenticator;
  /** Keeps refused credentials from being sent again. Default: every request is sent. */
  readonly guard?: CredentialGuard;
  readonly random: () => number;
  /** Told what each request shows of the connection's health. */
  readonly report?: (health: Health) => void;
  /** Told how far the service's clock is ahead of this computer's; milliseconds. */
  readonly reportTime?: (aheadMs: number) => void;
}

export interface ClientOptions extends ServiceOptions {
  readonly projectId: string;
}

export function createModelArtsClient(options: ClientOptions): ModelArtsClient {
  const { endpoint, projectId, clock, log } = options;
  return new ModelArtsClient({ endpoint, projectId, clock, log, send: layers(options, projectId) });
}

export function createSwrClient(options: ClientOptions): SwrClient {
  return new SwrClient(options.endpoint, layers(options, options.projectId));
}

/** IAM is asked before a project is known, so its requests name none. */
export function createIamClient(options: ServiceOptions): IamClient {
  return new IamClient(options.endpoint, layers(options, undefined));
}

/** Exchanges a password for a token; see {@link createToken}. */
export function requestToken(
  options: RequestOptions,
  login: Login,
  scope: TokenScope,
  signal: AbortSignal,
): Promise<IssuedToken> {
  return createToken(inLanguage(logged(options), options.language), options.endpoint, login, scope, signal);
}

/** Health, retry, authentication, the service's time and log, from above down to the wire. */
function layers(options: ServiceOptions, projectId: string | undefined): Send {
  const { authenticator, endpoint, guard, language, clock, random, log, report, reportTime } = options;
  const wire = reportTime ? withServiceTime(logged(options), () => clock.now(), reportTime) : logged(options);
  const proved = withAuthentication(wire, { authenticator, projectId, endpoint, guard, now: () => clock.now() });
  const retried = withRetry(proved, { clock, random, log });
  return inLanguage(report ? withHealth(retried, report) : retried, language);
}

function logged({ transport, log, clock }: RequestOptions): Send {
  return withHttpLog(withRedaction(transport.send), log, clock);
}

function inLanguage(send: Send, language: RequestOptions['language']): Send {
  return (request, signal) => send({ ...request, headers: { ...request.headers, 'x-language': language } }, signal);
}
