import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Handles one request. `connection` is the number of its connection. */
export type Serve = (incoming: IncomingMessage, response: ServerResponse, connection: number) => Promise<void>;

/** A `node:http` server on 127.0.0.1 that numbers its connections. */
export class EmulatorServer {
  readonly #server: Server;
  readonly #sockets = new Map<Socket, number>();
  #opened = 0;
  #port: number;

  constructor(port: number, serve: Serve) {
    this.#port = port;
    this.#server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 0 }, (incoming, response) => {
      serve(incoming, response, this.#sockets.get(incoming.socket) ?? 0).catch((error: unknown) => {
        // Errors after a client disconnected are expected. All others are bugs of the emulator.
        if (!incoming.socket.destroyed) process.emitWarning(error instanceof Error ? error : String(error));
        incoming.socket.destroy();
      });
    });
    this.#server.on('connection', (socket) => this.#addConnection(socket));
  }

  /** The port, which stays the same when the server is reopened. */
  get port(): number {
    return this.#port;
  }

  get connectionsOpened(): number {
    return this.#opened;
  }

  get openConnections(): number {
    return this.#sockets.size;
  }

  /** Starts listening. @throws the system's error, e.g. EADDRINUSE */
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

  /** Stops accepting connections and closes the existing ones. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    for (const socket of this.#sockets.keys()) socket.destroy();
    await closed;
  }

  #addConnection(socket: Socket): void {
    this.#opened += 1;
    this.#sockets.set(socket, this.#opened);
    socket.on('close', () => this.#sockets.delete(socket));
    // Ignores clients that disconnect early.
    socket.on('error', () => socket.destroy());
  }
}
