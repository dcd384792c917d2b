import type { Socket } from 'node:net';

/**
 * Removes informational answers (1xx) from what a socket reads, wherever its bytes are cut: undici closes the connection on
 * `100 Continue`, and takes any other for a proxy's answer to `CONNECT`. `101` stays: another protocol follows it.
 *
 * @returns the same socket. An answer begins with the first byte that is read after a write.
 */
export function dropInformational<S extends Socket>(socket: S): S {
  const read = socket.read.bind(socket);
  let filter = new Filter();
  let written = socket.bytesWritten;
  socket.read = (size?: number): unknown => {
    if (socket.bytesWritten !== written) {
      written = socket.bytesWritten;
      filter = new Filter();
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

/** Up to where an informational answer is waited for; a longer one is left to the parser. */
const MAX_BYTES = 64 * 1024;

/** Any informational answer begins as long as this. */
const EXAMPLE = 'HTTP/1.1 100';

class Filter {
  #held = Buffer.alloc(0);
  #isAnswer = false;

  /** The part of the bytes so far that belongs to the answer itself; empty while that is open. */
  pass(chunk: Buffer): Buffer {
    if (this.#isAnswer) return chunk;
    this.#held = Buffer.concat([this.#held, chunk]);
    while (mayBeInformational(this.#held)) {
      const end = /\r?\n\r?\n/.exec(this.#held.toString('latin1'));
      if (!end) {
        if (this.#held.length <= MAX_BYTES) return Buffer.alloc(0);
        break;
      }
      this.#held = this.#held.subarray(end.index + end[0].length);
      if (this.#held.length === 0) return this.#held;
    }
    this.#isAnswer = true;
    return this.#held;
  }
}

/** False as soon as the bytes, however few, begin no informational answer. */
function mayBeInformational(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, EXAMPLE.length);
  return /^HTTP\/1\.\d 1(?!01)\d\d/.test(start + EXAMPLE.slice(start.length));
}
