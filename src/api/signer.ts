import { createHmac, hash } from 'node:crypto';
import type { AccessKeys } from './authenticator';
import type { HttpRequest } from './http';

const ALGORITHM = 'SDK-HMAC-SHA256';

/**
 * Signs a request with access keys. Pure: the same arguments return the same headers.
 *
 * The signature covers the method, the host, the date, the body, the path, the query and, if present, the content type,
 * the project and the security token. Source: the vendor's "API Request Signing Guide", algorithm SDK-HMAC-SHA256.
 *
 * @param now milliseconds since the epoch; the service tolerates a difference of 15 minutes
 * @returns the request's headers with `authorization`, `host`, `x-sdk-date` and `x-security-token` added
 */
export function sign(request: HttpRequest, keys: AccessKeys, now: number): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.url.host,
    'x-sdk-date': sdkDate(now),
    ...(keys.securityToken === undefined ? {} : { 'x-security-token': keys.securityToken }),
  };
  const signed: string[] = [];
  const lines: string[] = [];
  for (const name of SIGNED_HEADERS) {
    const value = headers[name];
    if (value === undefined) continue;
    signed.push(name);
    lines.push(`${name}:${value.trim()}`);
  }
  const names = signed.join(';');
  const canonical = [
    request.method,
    canonicalPath(request.url.pathname),
    canonicalQuery(request.url),
    ...lines,
    '',
    names,
    request.body ? sha256(request.body) : SHA256_OF_EMPTY,
  ].join('\n');
  const toSign = `${ALGORITHM}\n${headers['x-sdk-date']}\n${sha256(canonical)}`;
  const signature = createHmac('sha256', keys.secretKey).update(toSign).digest('hex');
  headers['authorization'] = `${ALGORITHM} Access=${keys.accessKey}, SignedHeaders=${names}, Signature=${signature}`;
  return headers;
}

/** Sorted by name, as the algorithm requires. */
const SIGNED_HEADERS = ['content-type', 'host', 'x-project-id', 'x-sdk-date', 'x-security-token'] as const;

/** Format: `20191115T033655Z`. */
function sdkDate(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** Encodes each segment according to RFC 3986 and ends with a slash, which only the signature uses. */
function canonicalPath(pathname: string): string {
  const path = /^[\w.~/-]*$/.test(pathname)
    ? pathname
    : pathname
        .split('/')
        .map((segment) => encodeURIComponent(decode(segment)))
        .join('/');
  return unreserved(path.endsWith('/') ? path : `${path}/`);
}

/** Sorts by name, then by value, before encoding, as the vendor's SDKs do. */
function canonicalQuery(url: URL): string {
  const pairs = queryOf(url)
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return unreserved(pairs.join('&'));
}

/** Returns the decoded names and values. Most queries contain no escapes and are split directly. */
function queryOf(url: URL): (readonly [string, string])[] {
  if (/[%+]/.test(url.search)) return [...url.searchParams];
  return url.search
    .slice(1)
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const end = pair.indexOf('=');
      return end < 0 ? [pair, ''] : [pair.slice(0, end), pair.slice(end + 1)];
    });
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Escapes the characters that `encodeURIComponent` leaves unescaped, against RFC 3986. */
function unreserved(encoded: string): string {
  return encoded.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function sha256(text: string): string {
  return hash('sha256', text);
}

const SHA256_OF_EMPTY = sha256('');
