import type { Socket } from 'node:net';

/**
 * Removes informational responses (1xx) from what is read from a socket, however they are split into chunks. undici
 * closes the connection on `100 Continue`, and mistakes any other for the proxy's response to `CONNECT`. `101` is kept,
 * because another protocol follows it.
 *
 * @returns the same socket; a response starts with the first byte read after a write
 */
export function dropInformational<S extends Socket>(socket: S): S {
  const read = socket.read.bind(socket);
  let filter = new InformationalFilter();
  let written = socket.bytesWritten;
  socket.read = (size?: number): unknown => {
    if (socket.bytesWritten !== written) {
      written = socket.bytesWritten;
      filter = new InformationalFilter();
    }
    for (;;) {
      const chunk: unknown = read(size);
      if (!Buffer.isBuffer(chunk)) return chunk;
      const rest = filter.pass(chunk);
      if (rest.length > 0) return rest;
    }
  };
  return socket;
}

/** An informational response longer than this is left to the parser. */
const MAX_BYTES = 64 * 1024;

/** Sample status line: every informational response starts with one of this length. */
const SAMPLE_START = 'HTTP/1.1 100';

class InformationalFilter {
  #pending = Buffer.alloc(0);
  #isFinal = false;

  /** Returns the received bytes that belong to the final response; empty until its start is received. */
  pass(chunk: Buffer): Buffer {
    if (this.#isFinal) return chunk;
    this.#pending = Buffer.concat([this.#pending, chunk]);
    while (mayBeInformational(this.#pending)) {
      const end = /\r?\n\r?\n/.exec(this.#pending.toString('latin1'));
      if (!end) {
        if (this.#pending.length <= MAX_BYTES) return Buffer.alloc(0);
        break;
      }
      this.#pending = this.#pending.subarray(end.index + end[0].length);
      if (this.#pending.length === 0) return this.#pending;
    }
    this.#isFinal = true;
    return this.#pending;
  }
}

/** Returns false as soon as the bytes cannot be the start of an informational response. */
function mayBeInformational(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, SAMPLE_START.length);
  return /^HTTP\/1\.\d 1(?!01)\d\d/.test(start + SAMPLE_START.slice(start.length));
}
