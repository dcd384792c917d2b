import { isAscii } from 'node:buffer';
import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { systemCode } from './networkReason';

/** What is wrong with a body that cannot be read. */
export type BodyFault = 'tooLarge' | 'truncated' | 'notJson';

/** More layers of compression than any service applies. */
const MAX_ENCODINGS = 3;

/** The body of an answer while it arrives; keeps no more than its limit. */
export class AnswerBody {
  readonly #chunks: Uint8Array[] = [];
  #size = 0;

  constructor(private readonly limitBytes: number) {}

  /** False when there is more than the limit, of which the beginning is kept. */
  add(chunk: Uint8Array): boolean {
    const room = this.limitBytes - this.#size;
    this.#size += chunk.byteLength;
    if (room > 0) this.#chunks.push(chunk.subarray(0, room));
    return this.#size <= this.limitBytes;
  }

  /**
   * Reads the whole body, once, as text without a byte order mark. Decodes what a server or a proxy compressed although the
   * request asks for `identity`, within the same limit.
   */
  text(headers: Readonly<Record<string, string>>): { readonly text: string } | { readonly fault: BodyFault } {
    const chunks = this.#chunks.splice(0);
    const encodings = encodingsOf(headers);
    try {
      // Plain ASCII, as most answers are, is text without being put together first.
      if (encodings.length === 0 && chunks.every((chunk) => isAscii(chunk))) {
        return { text: chunks.map(asciiText).join('') };
      }
      const bytes = decode(Buffer.concat(chunks), encodings, { maxOutputLength: this.limitBytes });
      return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
    } catch (error) {
      return { fault: FAULTS.get(systemCode(error) ?? '') ?? 'notJson' };
    }
  }

  /**
   * Reads as much as there is of a body that was cut off, once: without the rest of a compressed stream or of a character.
   *
   * @param maxDecodedBytes limit for what is decoded
   */
  beginning(headers: Readonly<Record<string, string>>, maxDecodedBytes: number): string {
    const options = { maxOutputLength: maxDecodedBytes, finishFlush: constants.Z_SYNC_FLUSH };
    try {
      const bytes = decode(Buffer.concat(this.#chunks.splice(0)), encodingsOf(headers), options);
      const kept = bytes.subarray(0, this.limitBytes);
      return new TextDecoder('utf-8', { fatal: true }).decode(kept, { stream: true });
    } catch {
      return '';
    }
  }
}

const FAULTS: ReadonlyMap<string, BodyFault> = new Map([
  ['ERR_BUFFER_TOO_LARGE', 'tooLarge'],
  ['Z_BUF_ERROR', 'truncated'],
]);

/** As they were applied; `identity` is none. */
function encodingsOf(headers: Readonly<Record<string, string>>): readonly string[] {
  const names = (headers['content-encoding'] ?? '').toLowerCase().split(',');
  return names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
}

interface DecodeOptions {
  readonly maxOutputLength: number;
  /** Lets a stream end early. */
  readonly finishFlush?: number;
}

/** @throws an error of zlib, or one without a code for an encoding that is not known */
function decode(bytes: Buffer, encodings: readonly string[], options: DecodeOptions): Buffer {
  if (encodings.length > MAX_ENCODINGS) throw new Error('Too many encodings');
  return encodings.reduceRight((encoded, encoding) => decodeOne(encoded, encoding, options), bytes);
}

function decodeOne(bytes: Buffer, encoding: string, options: DecodeOptions): Buffer {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(bytes, options);
    case 'deflate':
      return isZlib(bytes) ? inflateSync(bytes, options) : inflateRawSync(bytes, options);
    case 'br': {
      const finishFlush = options.finishFlush === undefined ? undefined : constants.BROTLI_OPERATION_FLUSH;
      return brotliDecompressSync(bytes, { ...options, ...(finishFlush !== undefined && { finishFlush }) });
    }
    default:
      throw new Error('Unknown encoding');
  }
}

/** Some servers send `deflate` without its header. Source: RFC 1950, section 2.2. */
function isZlib(bytes: Buffer): boolean {
  return bytes.length >= 2 && ((bytes[0] ?? 0) & 15) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}

function asciiText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}

/** Bytes the answer says it will have; 0 where it does not say. */
export function declaredSize(headers: Readonly<Record<string, string>>): number {
  const size = Number(headers['content-length'] ?? 0);
  return Number.isFinite(size) ? size : 0;
}
