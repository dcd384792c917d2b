import { isAscii } from 'node:buffer';
import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { systemCode } from './network/networkErrors';

/** Why a response body could not be read. */
export type BodyFault = 'tooLarge' | 'truncated' | 'notJson';

/** More content encodings than any known service stacks. */
const MAX_ENCODINGS = 3;

/** Collects a response body as it arrives, up to a size limit in bytes. */
export class ResponseBody {
  readonly #chunks: Uint8Array[] = [];
  #size = 0;

  constructor(private readonly limitBytes: number) {}

  /** Appends a chunk. Returns false once the body exceeds the limit; the bytes up to the limit are kept. */
  add(chunk: Uint8Array): boolean {
    const room = this.limitBytes - this.#size;
    this.#size += chunk.byteLength;
    if (room > 0) this.#chunks.push(chunk.subarray(0, room));
    return this.#size <= this.limitBytes;
  }

  /**
   * Decodes the complete body as UTF-8 text without a byte order mark. Can be called once. Content encodings that a
   * server or proxy applied despite `accept-encoding: identity` are decoded, within the same size limit.
   */
  text(headers: Readonly<Record<string, string>>): { readonly text: string } | { readonly fault: BodyFault } {
    const chunks = this.#chunks.splice(0);
    const encodings = encodingsOf(headers);
    try {
      // Most responses are plain ASCII, which needs no concatenation and no decoder.
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
   * Decodes as much as possible of an incomplete body. Can be called once. Drops an incomplete compressed block or
   * character at the end; returns an empty string if nothing can be decoded.
   *
   * @param maxDecodedBytes limit for the decoded size, in bytes
   */
  partialText(headers: Readonly<Record<string, string>>, maxDecodedBytes: number): string {
    const options = { maxOutputLength: maxDecodedBytes, finishFlush: constants.Z_SYNC_FLUSH };
    try {
      const bytes = decode(Buffer.concat(this.#chunks.splice(0)), encodingsOf(headers), options);
      const prefix = bytes.subarray(0, this.limitBytes);
      return new TextDecoder('utf-8', { fatal: true }).decode(prefix, { stream: true });
    } catch {
      return '';
    }
  }
}

const FAULTS: ReadonlyMap<string, BodyFault> = new Map([
  ['ERR_BUFFER_TOO_LARGE', 'tooLarge'],
  ['Z_BUF_ERROR', 'truncated'],
]);

/** Content encodings in the order they were applied, without `identity`. */
function encodingsOf(headers: Readonly<Record<string, string>>): readonly string[] {
  const names = (headers['content-encoding'] ?? '').toLowerCase().split(',');
  return names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
}

interface DecodeOptions {
  readonly maxOutputLength: number;
  /** Set to a flush mode, accepts a stream that ends early. */
  readonly finishFlush?: number;
}

/** @throws a zlib error, or an error without a code for an unknown encoding */
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

/** Returns false for raw `deflate` data: some servers omit the zlib header. Source: RFC 1950, section 2.2. */
function isZlib(bytes: Buffer): boolean {
  return bytes.length >= 2 && ((bytes[0] ?? 0) & 15) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}

function asciiText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}

/** Returns the `content-length` in bytes, or 0 if the header is missing or invalid. */
export function declaredSize(headers: Readonly<Record<string, string>>): number {
  const size = Number(headers['content-length'] ?? 0);
  return Number.isFinite(size) ? size : 0;
}
