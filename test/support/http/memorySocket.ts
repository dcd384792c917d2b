import { Socket } from 'node:net';

/** An in-memory socket: delivers the given pieces one at a time and records what is written. */
export class MemorySocket extends Socket {
  readonly #pieces: Buffer[];
  /** Everything written so far, as Latin-1. */
  written = '';

  /** @param pieces what the peer sends after the first write, one segment each; then it closes the connection */
  constructor(pieces: readonly (Uint8Array | string)[]) {
    super();
    this.#pieces = pieces.map((piece) => Buffer.from(piece));
  }

  override _read(): void {
    // The pieces arrive after the first write.
  }

  override _write(chunk: Buffer | string, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.#take(chunk);
    done();
  }

  override _writev(chunks: { chunk: Buffer | string }[], done: (error?: Error) => void): void {
    for (const { chunk } of chunks) this.#take(chunk);
    done();
  }

  override _final(done: (error?: Error) => void): void {
    done();
  }

  #take(chunk: Buffer | string): void {
    if (this.written === '') setImmediate(() => this.#arrive());
    this.written += typeof chunk === 'string' ? chunk : chunk.toString('latin1');
  }

  #arrive(): void {
    if (this.destroyed) return;
    const piece = this.#pieces.shift();
    this.push(piece ?? null);
    if (piece) setImmediate(() => this.#arrive());
  }
}
