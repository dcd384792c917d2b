import type { AccessKeys, Send } from './api/http';
import { IamClient } from './api/iamClient';
import { ModelArtsClient } from './api/modelArtsClient';
import { Network } from './api/network/network';
import { DEFAULT_NETWORK_SETTINGS, type Environment, type NetworkSettings } from './api/network/networkSettings';
import { SwrClient } from './api/swrClient';
import { createUndiciTransport, type Transport, type TransportOptions } from './api/undiciTransport';
import { withHttpLog } from './api/withHttpLog';
import { withRetry } from './api/withRetry';
import { withSigning } from './api/withSigning';
import type { Clock } from './util/clock';
import { type Logger, silentLogger } from './util/logger';

// The second file that ships: everything that costs to load (undici, zod), loaded at the first request.

export interface WireOptions extends Omit<TransportOptions, 'network'> {
  /** Asked for each request. Default: no proxy, the usual certificates. */
  readonly networkSettings?: () => NetworkSettings;
  /** Variables of the process, for those that name a proxy or certificates. Default: none. */
  readonly environment?: Environment;
  readonly log?: Logger;
}

/** The wire; one for all clients. */
export function createTransport(options: WireOptions): Transport {
  const { networkSettings = () => DEFAULT_NETWORK_SETTINGS, environment = {}, log = silentLogger } = options;
  const network = new Network({ settings: networkSettings, environment, log });
  return createUndiciTransport({ ...options, network });
}

/** What the clients of all services have in common. */
export interface ServiceOptions {
  readonly transport: Transport;
  /** Origin, optionally with a path, without a slash at the end. */
  readonly endpoint: string;
  readonly keysFor: () => Promise<AccessKeys>;
  /** Language of the service's own words. */
  readonly language: 'en-us' | 'zh-cn';
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

export interface ClientOptions extends ServiceOptions {
  readonly projectId: string;
}

export function createModelArtsClient(options: ClientOptions): ModelArtsClient {
  const { endpoint, projectId, log } = options;
  return new ModelArtsClient({ endpoint, projectId, log, send: layers(options, projectId) });
}

export function createSwrClient(options: ClientOptions): SwrClient {
  return new SwrClient(options.endpoint, layers(options, options.projectId));
}

/** IAM is asked before a project is known, so its requests name none. */
export function createIamClient(options: ServiceOptions): IamClient {
  return new IamClient(options.endpoint, layers(options, undefined));
}

/** Retry, signing and log, from above down to the wire. */
function layers(options: ServiceOptions, projectId: string | undefined): Send {
  const { transport, endpoint, keysFor, language, clock, random, log } = options;
  const logged = withHttpLog(transport.send, log, clock);
  const signed = withSigning(logged, { keysFor, projectId, endpoint, now: () => clock.now() });
  const retried = withRetry(signed, { clock, random, log });
  return (request, signal) => retried({ ...request, headers: { ...request.headers, 'x-language': language } }, signal);
}
