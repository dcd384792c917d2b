import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Answers one request, given the number of its connection. */
export type Serve = (incoming: IncomingMessage, response: ServerResponse, connection: number) => Promise<void>;

/** The real `node:http` port of 127.0.0.1, its connections numbered. */
export class EmulatorServer {
  readonly #server: Server;
  readonly #sockets = new Map<Socket, number>();
  #opened = 0;
  #port: number;

  constructor(port: number, serve: Serve) {
    this.#port = port;
    this.#server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 0 }, (incoming, response) => {
      serve(incoming, response, this.#sockets.get(incoming.socket) ?? 0).catch((error: unknown) => {
        // A client that went away in the middle is no concern of the emulator; all else is a fault of its own.
        if (!incoming.socket.destroyed) process.emitWarning(error instanceof Error ? error : String(error));
        incoming.socket.destroy();
      });
    });
    this.#server.on('connection', (socket) => this.#welcome(socket));
  }

  /** The port; the same every time it opens. */
  get port(): number {
    return this.#port;
  }

  get connectionsOpened(): number {
    return this.#opened;
  }

  get openConnections(): number {
    return this.#sockets.size;
  }

  /** @throws the system's error, e.g. EADDRINUSE */
  async open(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, '127.0.0.1', () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    const address = this.#server.address();
    if (address !== null && typeof address === 'object') this.#port = address.port;
  }

  /** Takes no more connections and cuts those there are. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    for (const socket of this.#sockets.keys()) socket.destroy();
    await closed;
  }

  #welcome(socket: Socket): void {
    this.#opened += 1;
    this.#sockets.set(socket, this.#opened);
    socket.on('close', () => this.#sockets.delete(socket));
    // A client that leaves in the middle is no concern of the emulator.
    socket.on('error', () => socket.destroy());
  }
}
