import { isAscii } from 'node:buffer';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The body of an answer while it arrives; keeps no more than its limit. */
export class AnswerBody {
  readonly #chunks: Uint8Array[] = [];
  #size = 0;

  constructor(private readonly limitBytes: number) {}

  /** False when it has become too large: what was kept is dropped. */
  add(chunk: Uint8Array): boolean {
    this.#size += chunk.byteLength;
    if (this.#size <= this.limitBytes) this.#chunks.push(chunk);
    else this.#chunks.length = 0;
    return this.#size <= this.limitBytes;
  }

  /**
   * All of it as text, once, without a byte order mark; undefined for bytes that are not UTF-8, and for a body that came
   * compressed although the request said it must not.
   */
  text(headers: Readonly<Record<string, string>>): string | undefined {
    if (!/^(?:identity)?$/i.test((headers['content-encoding'] ?? '').trim())) return undefined;
    const chunks = this.#chunks.splice(0);
    // What is plain, as most answers are, is text without being put together first.
    if (chunks.every((chunk) => isAscii(chunk))) return chunks.map(plainText).join('');
    try {
      return utf8.decode(Buffer.concat(chunks));
    } catch {
      return undefined;
    }
  }
}

function plainText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}

/** Bytes the answer says it will have; 0 where it does not say. */
export function declaredSize(headers: Readonly<Record<string, string>>): number {
  const size = Number(headers['content-length'] ?? 0);
  return Number.isFinite(size) ? size : 0;
}
