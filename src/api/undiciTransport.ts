import { callbackify } from 'node:util';
import type { buildConnector, Dispatcher } from 'undici';
import Agent from 'undici/lib/dispatcher/agent.js';
import { Exchange } from './exchange';
import type { HttpRequest, Send } from './http';
import { dropInformational } from './network/dropInformational';
import type { Network } from './network/network';
import type { NetworkSettings } from './network/networkSettings';
import { proxyName } from './network/route';

export interface TransportOptions {
  /** Limit for one request, from its start to the end of its body; milliseconds. Asked for each request. */
  readonly timeoutMs: (method: HttpRequest['method']) => number;
  /** The ways out: proxies, certificates. */
  readonly network: Network;
  /** Longer answers are cut off. Bytes; 16 MiB unless said otherwise. */
  readonly maxBodyBytes?: number;
}

/** The wire. */
export interface Transport {
  readonly send: Send;
  /** The ways out it takes. */
  readonly network: Network;
  /** Closes idle connections and ends those in use. */
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** IAM's tokens come in a header, and grow with what a user may do: Node's limit of 16 KiB is less than some have. */
const MAX_HEADER_BYTES = 256 * 1024;

/**
 * HTTP/1.1 over undici: at most eight connections a host, no redirect followed, no cookie kept, one deadline for all
 * of a request. What changes something has a connection of its own, never used before and never again, so that it
 * does not meet one that the other side is just closing.
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
  /** The settings under which their connections were opened. */
  readonly key: string;
  readonly reading: Agent;
  readonly writing: Agent;
}

/** Keeps connections as long as the settings of the network stay what they were when these were opened. */
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

  /** Requests under way come to their end; nothing begins by these connections any more. */
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
    // The deadline of the whole request is the only one once there is a connection.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

/** Opens undici's connections. */
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
