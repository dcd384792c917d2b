import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Authentication } from '../../../src/api/authenticator';
import type { ModelArtsClient } from '../../../src/api/modelArtsClient';
import { createModelArtsClient, createTransport, requestToken } from '../../../src/chunks/client';
import { isModelArtsError, RefusedError } from '../../../src/model/errors';
import { errorFacts } from '../../../src/save/store/saveCodec';
import { KeptLog } from '../../support/doubles';
import { answer, type RawServer, rawServer } from '../../support/http/rawServer';

/** The server's next response, byte for byte. */
let reply: () => string = () => '';
let server: RawServer;
let transport: ReturnType<typeof createTransport>;

beforeAll(async () => {
  server = await rawServer({
    onRequest: (socket) => socket.write(reply()),
  });
  transport = createTransport({ timeoutMs: () => 5000 });
});
afterAll(async () => {
  await transport.close();
  await server.close();
});

const deadline = (): AbortSignal => AbortSignal.timeout(10_000);
const request = { name: 'base', namespace: 'team', tag: 'v1', description: '', workspaceId: '0' };

const keys = {
  accessKey: 'HST3ACCESSKEY4OF5TEST',
  secretKey: 'sEcr3t/Key+With=Signs&"quotes"1',
  securityToken: `ggp2Token/With+Signs==${'Ab3/'.repeat(300)}end`,
};
const token = `MIIFtoken+of/IAM==${'x9/-'.repeat(400)}end`;
const password = 'p%ss wörd 密码 "q" \\ /+=';

function common(log: KeptLog) {
  const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
  return { transport, endpoint: server.url, language: 'en-us', clock, log } as const;
}

function client(authentication: Authentication, log: KeptLog): ModelArtsClient {
  const authenticator = { current: async () => authentication, renewed: async () => undefined };
  return createModelArtsClient({ ...common(log), projectId: 'p', authenticator, random: () => 0.5 });
}

/** Returns everything a failed call leaves behind: the caller's error, the facts stored in a file, and the log. */
async function tracesOf(call: (log: KeptLog) => Promise<unknown>): Promise<string> {
  const log = new KeptLog();
  const found: unknown[] = [];
  const error: unknown = await call(log).then(
    (value) => found.push(value),
    (reason: unknown) => reason,
  );
  for (let each = error; each instanceof Error; each = each.cause)
    found.push(String(each.stack), JSON.stringify(each), isModelArtsError(each) ? errorFacts(each) : '');
  expect(error).toBeInstanceOf(Error);
  return `${JSON.stringify(found)}\n${log.lines.join('\n')}`;
}

const calls: Readonly<Record<string, readonly [secret: string, call: (log: KeptLog) => Promise<unknown>]>> = {
  'an access key': [
    keys.accessKey,
    (log) => client({ kind: 'keys', keys: { ...keys, securityToken: undefined } }, log).getImage('i', deadline()),
  ],
  'a secret key': [keys.secretKey, (log) => client({ kind: 'keys', keys }, log).createImage('n', request, deadline())],
  'a security token': [keys.securityToken, (log) => client({ kind: 'keys', keys }, log).listImages({}, deadline())],
  'a token of IAM': [token, (log) => client({ kind: 'token', token }, log).renewLease('n', 3_600_000, deadline())],
  'a password': [
    password,
    (log) => requestToken(common(log), { domain: 'd', user: 'u', password }, { name: 'r' }, deadline()),
  ],
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const json = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Encodings of a value that an echo may use. */
const encodings: Readonly<Record<string, (secret: string) => string>> = {
  verbatim: (secret) => secret,
  'for a URL': encodeURIComponent,
  'for a URL, in lower case': (secret) => encodeURIComponent(secret).replace(/%../g, (each) => each.toLowerCase()),
  'for a URL, twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'as a form': (secret) => new URLSearchParams({ a: secret }).toString().slice(2),
  'as JSON': json,
  'as JSON, twice': (secret) => json(json(secret)),
  'as JSON with escaped slashes': (secret) => json(secret).replaceAll('/', '\\/'),
  'as JSON with escaped signs': (secret) =>
    json(secret).replace(/[+=&<>'/\u0080-\uFFFF]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'in base64': base64,
  'in base64, with a user before it': (secret) => base64(`user:${secret}`),
  'in base64, inside a longer text': (secret) => base64(`ab${secret}cd`),
  'in base64 for a URL': (secret) => Buffer.from(secret).toString('base64url'),
  'in upper case': (secret) => secret.replace(/[a-z]/g, (c) => c.toUpperCase()),
};

/** Texts that may surround an echo. */
const templates: Readonly<Record<string, (value: string) => string>> = {
  'a bare value': (value) => value,
  'a sentence': (value) => `ak ${value} not exist`,
  'a header': (value) => `header X-Security-Token: ${value} is wrong`,
  'an assignment': (value) => `securityToken=${value}&x=1`,
  JSON: (value) => `{"securityToken":"${value}","ak":"${value}"}`,
  brackets: (value) => `token [${value}] (${value}) <${value}> is not valid`,
  'a request': (value) => `GET / HTTP/1.1|x-auth-token:${value}||host`,
  'a wrong signature': (value) => `verify aksk signature fail, canonicalRequest:GET|/|x-security-token:${value}|`,
};

/** Parts of a response that may contain an echo. */
const locations: Readonly<Record<string, (echo: string) => string>> = {
  error_msg: (echo) => answer('400 No', JSON.stringify({ error_code: 'APIGW.0301', error_msg: echo })),
  error_code: (echo) => answer('403 No', JSON.stringify({ error_code: echo, error_msg: 'no' })),
  request_id: (echo) =>
    answer('403 No', JSON.stringify({ error_code: 'APIGW.0301', error_msg: 'no', request_id: echo })),
  'a nested error': (echo) => answer('404 No', JSON.stringify({ errors: [{ errorCode: 'a', errorMessage: echo }] })),
  'a body of plain text': (echo) => answer('403 No', echo),
  'an error of status 200': (echo) => answer('200 OK', JSON.stringify({ error_code: 'a', error_msg: echo })),
  'a success that is no JSON': (echo) => answer('200 OK', echo.startsWith('{') ? `x${echo}` : echo),
  'the header with the request id': (echo) =>
    answer('409 No', '{"error_code":"a","error_msg":"no"}', [`x-request-id: ${inHeader(echo)}`]),
  'the header of a redirect': (echo) => answer('302 Found', '', [`x-request-id: ${inHeader(echo)}`]),
  'the header of an answer that is cut off': (echo) =>
    answer('200 OK', '', [`x-request-id: ${inHeader(echo)}`, 'content-length: 99999999']),
};

const inHeader = (text: string): string => text.replace(/\p{Cc}/gu, '').slice(0, 8000);

/** Returns twelve consecutive characters of the secret in any encoding, if the text contains them. */
function leaked(text: string, secret: string): string | undefined {
  const folded = text.toLowerCase();
  return Object.values(encodings)
    .map((encode) => encode(secret).slice(0, 40).toLowerCase())
    .flatMap((encoded) => Array.from({ length: 6 }, (_none, at) => encoded.slice(at * 4, at * 4 + 12)))
    .filter((part) => part.length === 12)
    .find((part) => folded.includes(part));
}

describe.each(Object.entries(calls))('%s', (_name, [secret, call]) => {
  test.each(Object.entries(locations))(
    'echoed in %s reaches no error, file, caller or log',
    async (location, respond) => {
      for (const [index, [encoding, encode]] of Object.entries(encodings).entries()) {
        // Tests every encoding in every text once, and for the other parts of a response with one text each.
        const sampled = Object.entries(templates).filter((_each, at, { length }) => at === index % length);
        for (const [template, fill] of location === 'error_msg' ? Object.entries(templates) : sampled) {
          reply = () => respond(fill(encode(secret)));
          expect([encoding, template, leaked(await tracesOf(call), secret)]).toEqual([encoding, template, undefined]);
        }
      }
    },
  );

  test('truncated by the echo does not leak either', async () => {
    const short = secret.slice(0, Math.max(16, Math.floor(secret.length / 2)));
    reply = () => answer('400 No', JSON.stringify({ error_code: 'a', error_msg: `bad: ${short}… ` }));
    expect(leaked(await tracesOf(call), secret)).toBeUndefined();
  });
});

test('an echoed signature, ours or the gateway’s, reaches no error and no log', async () => {
  let signature = '';
  reply = () => {
    signature = server.received.join('').slice(-2000).split('Signature=').at(-1)?.slice(0, 64) ?? '';
    const message = `expected ${signature}; Signature: ${'ab'.repeat(32)}, StringToSign: x`;
    return answer('401 No', JSON.stringify({ error_code: 'APIGW.0301', error_msg: message }));
  };
  const text = await tracesOf((log) => client({ kind: 'keys', keys }, log).getImage('i', deadline()));
  expect(signature).toHaveLength(64);
  expect(text).not.toContain(signature);
  expect(text).not.toContain('abababab');
});

async function refusal(body: object, headers: readonly string[] = []): Promise<RefusedError> {
  reply = () => answer('401 No', JSON.stringify(body), headers);
  const error: unknown = await client({ kind: 'keys', keys }, new KeptLog())
    .getImage('i', deadline())
    .catch((reason: unknown) => reason);
  if (error instanceof RefusedError) return error;
  throw error;
}

test.each([
  'AK access failed to reach the limit,forbidden',
  'The access of user swr is exception',
  'Incorrect IAM authentication information: decrypt token fail',
  'ak and sk are missing; signature expired, signature time:20240101T000000Z',
  'X-Auth-Token: not found',
  'The security token has expired; signature: wrong',
])('the service’s message is kept when no secret is echoed: %s', async (words) => {
  expect((await refusal({ error_code: 'APIGW.0301', error_msg: words })).serviceMessage).toBe(words);
});

test('the text around an echo is kept, so that the message still explains the error', async () => {
  const { serviceMessage } = await refusal({ error_code: 'a', error_msg: `ak ${keys.accessKey} not exist` });
  expect(serviceMessage).toBe('ak … not exist');
});

test('codes and request IDs are limited to one line of 80 characters, whatever the service sends', async () => {
  const wild = fc.string({
    unit: fc.constantFrom('a', 'Z', '9', '.', ' ', '\n', '\u001B', '\u202E', '😀'),
    maxLength: 300,
  });
  await fc.assert(
    fc.asyncProperty(wild, wild, wild, async (code, id, header) => {
      const { code: receivedCode = '', requestId = '' } = await refusal(
        { error_code: code, error_msg: 'no', ...(id && { request_id: id }) },
        [`x-request-id: ${inHeader(header)}`],
      );
      for (const fact of [receivedCode, requestId]) {
        expect(fact.length).toBeLessThanOrEqual(80);
        expect(fact).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }
    }),
    { numRuns: 50 },
  );
});

test('the request ID of an accepted save is limited to one line of 80 characters', async () => {
  const headers = [`x-request-id: ${'a'.repeat(500)}`];
  reply = () => answer('200 OK', '{"id":"i","status":"CREATING"}', headers);
  const { requestId } = await client({ kind: 'keys', keys }, new KeptLog()).createImage('n', request, deadline());
  expect(requestId).toBe(`${'a'.repeat(79)}…`);
});

test('a successful response is passed through unchanged, even if it contains a secret', async () => {
  const description = `made with ${keys.accessKey}`;
  reply = () => answer('200 OK', JSON.stringify({ id: 'i', status: 'ACTIVE', name: keys.accessKey, description }));
  expect(await client({ kind: 'keys', keys }, new KeptLog()).getImage('i', deadline())).toMatchObject({
    name: keys.accessKey,
  });
});
