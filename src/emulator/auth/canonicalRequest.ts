import { createHash } from 'node:crypto';
import type { WireRequest } from '../http/readRequest';

/** Returns the SHA-256 digest as lowercase hexadecimal. */
export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * Returns the canonical form of a request, which is hashed for the signature. Source: API Request Signing Guide, Algorithm.
 *
 * @param signedHeaders lowercase names in the order in which the client signed them
 */
export function canonicalRequest(request: WireRequest, signedHeaders: readonly string[], bodyHash: string): string {
  const headers = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`);
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.rawQuery),
    headers.join(''),
    signedHeaders.join(';'),
    bodyHash,
  ].join('\n');
}

/** Encodes each segment as in RFC 3986 and ends with a slash. */
function canonicalPath(path: string): string {
  const canonical = path
    .split('/')
    .map((segment) => encode(decode(segment)))
    .join('/');
  return canonical.endsWith('/') ? canonical : `${canonical}/`;
}

function canonicalQuery(rawQuery: string): string {
  const pairs = [...new URLSearchParams(rawQuery)].sort(([a, x], [b, y]) => byBytes(a, b) || byBytes(x, y));
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Percent-encodes everything except `A–Z a–z 0–9 - _ . ~` as UTF-8 (RFC 3986). */
function encode(text: string): string {
  return [...Buffer.from(text)].map(encodeByte).join('');
}

function encodeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[\w.~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Percent-decodes a segment. Returns malformed text unchanged. */
export function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
