import type { IncomingMessage } from 'node:http';

/** Maximum size of a request body, in bytes. */
const MAX_BODY_BYTES = 1024 * 1024;

/** A request as received. */
export interface WireRequest {
  readonly method: string;
  /** As sent, not decoded, without the query. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly rawQuery: string;
  /** Lowercase names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined if larger than {@link MAX_BODY_BYTES}. */
  readonly body: Buffer | undefined;
}

/** Reads a complete request. */
export async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const target = incoming.url ?? '/';
  const queryStart = target.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: queryStart < 0 ? target : target.slice(0, queryStart),
    rawQuery: queryStart < 0 ? '' : target.slice(queryStart + 1),
    headers: flatHeaders(incoming),
    body: await readBody(incoming),
  };
}

function flatHeaders(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headersDistinct)) headers[name] = (value ?? []).join(', ');
  return headers;
}

/** Reads to the end even if the body is too large, because clients may send everything before they read the response. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming) {
    if (!Buffer.isBuffer(part)) continue;
    size += part.length;
    if (size <= MAX_BODY_BYTES) parts.push(part);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(parts) : undefined;
}

/** Returns the lowercase `type/subtype` of a content type without parameters. Empty if there is none. */
export function mediaType(contentType: string | undefined): string {
  const [type = ''] = (contentType ?? '').split(';');
  return type.trim().toLowerCase();
}
