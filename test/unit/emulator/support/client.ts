import { createHash, createHmac } from 'node:crypto';
import http from 'node:http';
import type { Emulator } from '../../../../src/emulator/index';

/** A response. */
export interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  /** The parsed body, or undefined if it is not JSON. */
  readonly json: ReturnType<typeof JSON.parse>;
}

/** A request. By default it is signed with the keys of the emulator. */
export interface RequestOptions {
  readonly method?: string;
  /** Path and query. */
  readonly target: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Milliseconds since the epoch. Default: now. */
  readonly date?: number;
  readonly secretKey?: string;
  readonly accessKey?: string;
  readonly agent?: http.Agent;
  /** False sends no signature. */
  readonly sign?: boolean;
}

/** Sends a request over real HTTP. Rejects if no complete response arrives. */
export async function sendRequest(emulator: Emulator, target: RequestOptions | string): Promise<Reply> {
  const request = typeof target === 'string' ? { target } : target;
  const text =
    request.body === undefined ? '' : typeof request.body === 'string' ? request.body : JSON.stringify(request.body);
  const headers = request.sign === false ? { ...request.headers } : signed(emulator, request, text);
  return new Promise((resolve, reject) => {
    const { port } = emulator;
    const sent = http.request(
      {
        host: '127.0.0.1',
        port,
        path: request.target,
        method: request.method ?? 'GET',
        headers: { ...headers, ...lengthOf(text) },
        agent: request.agent ?? false,
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const body = Buffer.concat(parts).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: body, json: parsed(body) });
        });
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}

/** Node does not set Content-Length for DELETE. */
function lengthOf(text: string): Record<string, number> {
  return text === '' ? {} : { 'content-length': Buffer.byteLength(text) };
}

/** Returns a ModelArts path in the emulator's project. */
export function path(emulator: Emulator, rest: string): string {
  return `/v1/${emulator.projectId}/${rest}`;
}

function parsed(text: string): ReturnType<typeof JSON.parse> {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A minimal signer for targets that need no further encoding. */
function signed(
  emulator: Emulator,
  { method = 'GET', target, headers = {}, ...rest }: RequestOptions,
  body: string,
): Record<string, string> {
  const date = `${new Date(rest.date ?? Date.now()).toISOString().slice(0, 19).replace(/[:-]/g, '')}Z`;
  const all: Record<string, string> = {
    host: `127.0.0.1:${emulator.port}`,
    'x-sdk-date': date,
    ...(emulator.securityToken === undefined ? {} : { 'x-security-token': emulator.securityToken }),
    ...(body === '' ? {} : { 'content-type': 'application/json' }),
    ...headers,
  };
  const names = Object.keys(all).sort();
  const [pathname = '', query = ''] = target.split('?');
  const canonical = [
    method,
    pathname.endsWith('/') ? pathname : `${pathname}/`,
    query.split('&').sort().join('&'),
    ...names.map((name) => `${name}:${all[name]}`),
    '',
    names.join(';'),
    sha256(body),
  ].join('\n');
  const signature = createHmac('sha256', rest.secretKey ?? emulator.secretKey)
    .update(`SDK-HMAC-SHA256\n${date}\n${sha256(canonical)}`)
    .digest('hex');
  const access = rest.accessKey ?? emulator.accessKey;
  return {
    ...all,
    authorization: `SDK-HMAC-SHA256 Access=${access}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
