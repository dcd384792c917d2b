import type { AccessKeys } from './api/http';
import { ModelArtsClient } from './api/modelArtsClient';
import { createUndiciTransport, type Transport, type TransportOptions } from './api/undiciTransport';
import { withHttpLog } from './api/withHttpLog';
import { withRetry } from './api/withRetry';
import { withSigning } from './api/withSigning';
import type { Clock } from './util/clock';
import type { Logger } from './util/logger';

// The second file that ships: everything that costs to load (undici, zod), loaded at the first request.

/** The wire; one for all clients. */
export function createTransport(options: TransportOptions): Transport {
  return createUndiciTransport(options);
}

export interface ClientOptions {
  readonly transport: Transport;
  /** Origin, optionally with a path, without a slash at the end. */
  readonly endpoint: string;
  readonly projectId: string;
  readonly keysFor: () => Promise<AccessKeys>;
  /** Language of the service's own words. */
  readonly language: 'en-us' | 'zh-cn';
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

/** A client over retry, signing and log, from above down to the wire. */
export function createModelArtsClient(options: ClientOptions): ModelArtsClient {
  const { transport, endpoint, projectId, keysFor, language, clock, random, log } = options;
  const logged = withHttpLog(transport.send, log, clock);
  const signed = withSigning(logged, { keysFor, projectId, now: () => clock.now() });
  const retried = withRetry(signed, { clock, random, log });
  return new ModelArtsClient({
    endpoint,
    projectId,
    log,
    send: (request, signal) => retried({ ...request, headers: { ...request.headers, 'x-language': language } }, signal),
  });
}
