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
import { type Health, withHealth, withHttpLog, withRedaction, withServiceTime } from './transportDecorators';
import { createUndiciTransport, type Transport, type TransportOptions } from './undiciTransport';
import { withAuthentication } from './withAuthentication';
import { withRetry } from './withRetry';

/** Options of {@link createTransport}. */
export interface WireOptions extends Omit<TransportOptions, 'network'> {
  /** Read for each request. Default: no proxy, default certificates. */
  readonly networkSettings?: () => NetworkSettings;
  /** Environment variables that may name a proxy or extra certificates. Default: none. */
  readonly environment?: Environment;
  readonly log?: Logger;
  /** Default: the system clock. */
  readonly clock?: Clock;
}

/** Creates the HTTP transport that all clients share. */
export function createTransport(options: WireOptions): Transport {
  const { networkSettings = () => DEFAULT_NETWORK_SETTINGS, environment = {} } = options;
  const { log = silentLogger, clock = systemClock } = options;
  const network = new Network({ settings: networkSettings, environment, log, clock });
  return createUndiciTransport({ ...options, network });
}

/** Options of every request. */
export interface RequestOptions {
  readonly transport: Pick<Transport, 'send'>;
  /** Origin, optionally with a path, without a trailing slash. */
  readonly endpoint: string;
  /** Language of the messages that the service returns. */
  readonly language: 'en-us' | 'zh-cn';
  readonly clock: Clock;
  readonly log: Logger;
}

/** Options common to the clients of all services. */
export interface ServiceOptions extends RequestOptions {
  readonly authenticator: Authenticator;
  /** Stops refused credentials from being sent repeatedly. Default: every request is sent. */
  readonly guard?: CredentialGuard;
  readonly random: () => number;
  /** Called with the connection health that each response or error indicates. */
  readonly report?: (health: Health) => void;
  /** Called with how far the service's clock is ahead of the local clock, in milliseconds. */
  readonly reportTime?: (aheadMs: number) => void;
}

/** Options of a client that operates on one project. */
export interface ClientOptions extends ServiceOptions {
  readonly projectId: string;
}

/** Creates a ModelArts client with retry, authentication and logging. */
export function createModelArtsClient(options: ClientOptions): ModelArtsClient {
  const { endpoint, projectId, clock, log } = options;
  return new ModelArtsClient({ endpoint, projectId, clock, log, send: decorate(options, projectId) });
}

/** Creates an SWR client with retry, authentication and logging. */
export function createSwrClient(options: ClientOptions): SwrClient {
  return new SwrClient(options.endpoint, decorate(options, options.projectId));
}

/** Creates an IAM client. Its requests do not specify a project, because IAM is called before the project is known. */
export function createIamClient(options: ServiceOptions): IamClient {
  return new IamClient(options.endpoint, decorate(options, undefined));
}

/** Exchanges a password for a token; see {@link createToken}. */
export function requestToken(
  options: RequestOptions,
  login: Login,
  scope: TokenScope,
  signal: AbortSignal,
): Promise<IssuedToken> {
  return createToken(withLanguage(withLogging(options), options.language), options.endpoint, login, scope, signal);
}

/**
 * Wraps the transport, from the outside in, with: language, health, retry, authentication, service time, log,
 * redaction.
 */
function decorate(options: ServiceOptions, projectId: string | undefined): Send {
  const { authenticator, endpoint, guard, language, clock, random, log, report, reportTime } = options;
  const timed = reportTime
    ? withServiceTime(withLogging(options), () => clock.now(), reportTime)
    : withLogging(options);
  const authenticated = withAuthentication(timed, {
    authenticator,
    projectId,
    endpoint,
    guard,
    now: () => clock.now(),
  });
  const retried = withRetry(authenticated, { clock, random, log });
  return withLanguage(report ? withHealth(retried, report) : retried, language);
}

function withLogging({ transport, log, clock }: RequestOptions): Send {
  return withHttpLog(withRedaction(transport.send), log, clock);
}

function withLanguage(send: Send, language: RequestOptions['language']): Send {
  return (request, signal) => send({ ...request, headers: { ...request.headers, 'x-language': language } }, signal);
}
