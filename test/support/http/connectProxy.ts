import http from 'node:http';
import https from 'node:https';
import net, { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { listen } from './listen';

export interface ConnectProxyOptions {
  /** Local port that every tunnel leads to, regardless of the requested host. */
  readonly leadsTo: number;
  /** Required `user:password`. Default: no authentication. */
  readonly wants?: string;
  /** Serves over TLS with this certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Raw response in place of a tunnel; empty = no response. */
  readonly answers?: string;
  /** Writes each response of the proxy byte by byte, in separate segments. */
  readonly dripping?: boolean;
}

/** An HTTP proxy that supports only tunnels (`CONNECT`). */
export interface ConnectProxy {
  /** URL without user and password. */
  readonly url: string;
  /** `host:port` of the proxy. */
  readonly name: string;
  /** Requested `host:port` targets, including refused ones. */
  readonly asked: readonly string[];
  /** Received `proxy-authorization` headers; empty when missing. */
  readonly authorizations: readonly string[];
  close(): Promise<void>;
}

/** Starts a proxy on a free port of 127.0.0.1. */
export async function connectProxy({
  leadsTo,
  wants,
  tls,
  answers,
  dripping,
}: ConnectProxyOptions): Promise<ConnectProxy> {
  const asked: string[] = [];
  const authorizations: string[] = [];
  const server = tls ? https.createServer(tls) : http.createServer();
  server.on('connect', (request, socket, head) => {
    socket.on('error', () => undefined);
    asked.push(request.url ?? '');
    const authorization = request.headers['proxy-authorization'] ?? '';
    authorizations.push(authorization);
    const say = async (text: string): Promise<void> => {
      if (!dripping) return void socket.write(text);
      if (socket instanceof Socket) socket.setNoDelay(true);
      for (const byte of Buffer.from(text, 'latin1')) {
        socket.write(Buffer.of(byte));
        await nextTurn();
      }
    };
    if (answers !== undefined) return answers === '' ? undefined : void say(answers).then(() => socket.end());
    if (wants !== undefined && authorization !== `Basic ${Buffer.from(wants).toString('base64')}`) {
      const refusal = 'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="floor 3"\r\nContent-Length: 0\r\n\r\n';
      return void say(refusal).then(() => socket.end());
    }
    const onward = net.connect(leadsTo, '127.0.0.1', () => {
      const established = say('HTTP/1.1 200 Connection established\r\nProxy-Agent: test\r\n\r\n');
      void established.then(() => {
        onward.write(head);
        return onward.pipe(socket).pipe(onward);
      });
    });
    listening.keep(onward);
    onward.on('error', () => socket.destroy());
    onward.on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  });
  const listening = await listen(server);
  const name = `127.0.0.1:${listening.port}`;
  return {
    url: `${tls ? 'https' : 'http'}://${name}`,
    name,
    asked,
    authorizations,
    close: listening.close,
  };
}
