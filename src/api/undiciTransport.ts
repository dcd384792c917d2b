import { callbackify } from 'node:util';
import type { buildConnector, Dispatcher } from 'undici';
import Agent from 'undici/lib/dispatcher/agent.js';
import { Exchange } from './exchange';
import type { HttpRequest, Send } from './http';
import { dropInformational } from './network/dropInformational';
import type { Network } from './network/network';
import type { NetworkSettings } from './network/networkSettings';
import { proxyName } from './network/route';

/** Options of {@link createUndiciTransport}. */
export interface TransportOptions {
  /**
   * Returns the limit for one request, from its start to the end of the response body, in milliseconds. Called for each
   * request.
   */
  readonly timeoutMs: (method: HttpRequest['method']) => number;
  /** Decides on proxies and certificates. */
  readonly network: Network;
  /** Maximum size of a response body in bytes. Default: 16 MiB. */
  readonly maxBodyBytes?: number;
}

/** Sends HTTP requests. */
export interface Transport {
  readonly send: Send;
  /** The proxies and certificates in use. */
  readonly network: Network;
  /** Closes idle connections and aborts the requests in progress. */
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** IAM returns tokens in a header, and they grow with the user's permissions. Some exceed Node's limit of 16 KiB. */
const MAX_HEADER_BYTES = 256 * 1024;

/**
 * Creates a transport for HTTP/1.1 over undici: at most eight connections per host, no redirects, no cookies, one
 * deadline for the whole request. Every request other than `GET` gets a fresh connection of its own, so that it never
 * runs into a reused connection that the server is just closing.
 */
export function createUndiciTransport(options: TransportOptions): Transport {
  const { timeoutMs, network, maxBodyBytes = MAX_BODY_BYTES } = options;
  const agents = new Agents(network);
  const send: Send = async (message, signal) => {
    signal.throwIfAborted();
    const limitMs = Math.min(timeoutMs(message.method), message.limitMs ?? Number.POSITIVE_INFINITY);
    const { settings } = network;
    const agent = agents.for(message.method, settings);
    return new Promise((resolve, reject) => {
      const proxy = proxyName(network.routeTo(message.url, settings));
      const exchange = new Exchange(message, proxy, maxBodyBytes, { resolve, reject });
      exchange.endWith(signal, limitMs);
      agent.dispatch(dispatchOptions(message), exchange);
    });
  };
  return { send, network, close: () => agents.close() };
}

interface AgentPair {
  /** The network settings at the time of creation. */
  readonly key: string;
  readonly reading: Agent;
  readonly writing: Agent;
}

/** Keeps connections for as long as the network settings stay the same. */
class Agents {
  readonly #closing = new AbortController();
  readonly #open = new Set<AgentPair>();
  #current: AgentPair | undefined;

  constructor(private readonly network: Network) {}

  for(method: HttpRequest['method'], settings: NetworkSettings): Agent {
    const key = JSON.stringify(settings);
    const replaced = this.#current?.key === key ? undefined : this.#current;
    const pair = replaced || !this.#current ? this.#make(key) : this.#current;
    this.#current = pair;
    if (replaced) void this.#retire(replaced);
    return method === 'GET' ? pair.reading : pair.writing;
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('Closed'));
    await Promise.all([...this.#open].flatMap(({ reading, writing }) => [reading.destroy(), writing.destroy()]));
  }

  #make(key: string): AgentPair {
    const connect = connector(this.network, this.#closing.signal);
    const pair = { key, reading: newAgent(connect), writing: newAgent(connect) };
    this.#open.add(pair);
    return pair;
  }

  /** Lets requests in progress finish; no further requests use these agents. */
  async #retire(pair: AgentPair): Promise<void> {
    await Promise.allSettled([pair.reading.close(), pair.writing.close()]);
    this.#open.delete(pair);
  }
}

function newAgent(connect: buildConnector.connector): Agent {
  return new Agent({
    connect,
    connections: 8,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    // Once connected, the deadline of the whole request is the only timeout.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

/** Returns the function with which undici opens its connections. */
function connector(network: Network, signal: AbortSignal): buildConnector.connector {
  const open = callbackify(async ({ protocol, hostname, port }: buildConnector.Options) =>
    dropInformational(await network.connect(new URL(`${protocol}//${hostname}:${port}`), signal)),
  );
  return (options, callback) =>
    open(options, (error, socket) => (error ? callback(error, null) : callback(null, socket)));
}

function dispatchOptions({ url, method, headers, body }: HttpRequest): Dispatcher.DispatchOptions {
  return {
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method,
    headers: { ...headers, 'accept-encoding': 'identity' },
    body: body ?? null,
    reset: method !== 'GET',
  };
}
