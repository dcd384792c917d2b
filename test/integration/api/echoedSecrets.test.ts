import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Authentication } from '../../../src/api/authenticator';
import type { ModelArtsClient } from '../../../src/api/modelArtsClient';
import { createModelArtsClient, createTransport, requestToken } from '../../../src/chunks/client';
import { isModelArtsError, RefusedError } from '../../../src/model/errors';
import { errorFacts } from '../../../src/save/store/errorFacts';
import { KeptLog } from '../../support/doubles';
import { answer, type RawServer, rawServer } from '../../support/http/rawServer';

/** What the server answers next, byte for byte. */
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

const soon = (): AbortSignal => AbortSignal.timeout(10_000);
const order = { name: 'base', namespace: 'team', tag: 'v1', description: '', workspaceId: '0' };

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

/** All that a failed call leaves behind: what a caller sees, what goes to a file, and the log. */
async function traces(call: (log: KeptLog) => Promise<unknown>): Promise<string> {
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
    (log) => client({ kind: 'keys', keys: { ...keys, securityToken: undefined } }, log).getImage('i', soon()),
  ],
  'a secret key': [keys.secretKey, (log) => client({ kind: 'keys', keys }, log).createImage('n', order, soon())],
  'a security token': [keys.securityToken, (log) => client({ kind: 'keys', keys }, log).listImages({}, soon())],
  'a token of IAM': [token, (log) => client({ kind: 'token', token }, log).renewLease('n', 3_600_000, soon())],
  'a password': [
    password,
    (log) => requestToken(common(log), { domain: 'd', user: 'u', password }, { name: 'r' }, soon()),
  ],
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const json = (text: string): string => JSON.stringify(text).slice(1, -1);

/** The spellings of a value that an echo may use. */
const spellings: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
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

/** The sentences that an echo may stand in. */
const sentences: Readonly<Record<string, (value: string) => string>> = {
  'a bare value': (value) => value,
  'a sentence': (value) => `ak ${value} not exist`,
  'a header': (value) => `header X-Security-Token: ${value} is wrong`,
  'an assignment': (value) => `securityToken=${value}&x=1`,
  JSON: (value) => `{"securityToken":"${value}","ak":"${value}"}`,
  brackets: (value) => `token [${value}] (${value}) <${value}> is not valid`,
  'a request': (value) => `GET / HTTP/1.1|x-auth-token:${value}||host`,
  'a wrong signature': (value) => `verify aksk signature fail, canonicalRequest:GET|/|x-security-token:${value}|`,
};

/** The places of an answer that an echo may stand in. */
const places: Readonly<Record<string, (echo: string) => string>> = {
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

/** Twelve characters in a row of any spelling of it, which would tell a part of the secret. */
function leaked(text: string, secret: string): string | undefined {
  const folded = text.toLowerCase();
  return Object.values(spellings)
    .map((spell) => spell(secret).slice(0, 40).toLowerCase())
    .flatMap((spelled) => Array.from({ length: 6 }, (_none, at) => spelled.slice(at * 4, at * 4 + 12)))
    .filter((part) => part.length === 12)
    .find((part) => folded.includes(part));
}

describe.each(Object.entries(calls))('%s', (_name, [secret, call]) => {
  test.each(Object.entries(places))(
    'echoed in %s reaches no error, no file, no caller and no log',
    async (place, answered) => {
      for (const [index, [spelling, spell]] of Object.entries(spellings).entries()) {
        // Every spelling in every sentence once, and in the other places in one of them.
        const said = Object.entries(sentences).filter((_each, at, { length }) => at === index % length);
        for (const [sentence, say] of place === 'error_msg' ? Object.entries(sentences) : said) {
          reply = () => answered(say(spell(secret)));
          expect([spelling, sentence, leaked(await traces(call), secret)]).toEqual([spelling, sentence, undefined]);
        }
      }
    },
  );

  test('that the echo cuts short tells nothing either', async () => {
    const short = secret.slice(0, Math.max(16, Math.floor(secret.length / 2)));
    reply = () => answer('400 No', JSON.stringify({ error_code: 'a', error_msg: `bad: ${short}… ` }));
    expect(leaked(await traces(call), secret)).toBeUndefined();
  });
});

test('a signature that is echoed, ours or the one the gateway expected, is in no error and no log', async () => {
  let signature = '';
  reply = () => {
    signature = server.received.join('').slice(-2000).split('Signature=').at(-1)?.slice(0, 64) ?? '';
    const message = `expected ${signature}; Signature: ${'ab'.repeat(32)}, StringToSign: x`;
    return answer('401 No', JSON.stringify({ error_code: 'APIGW.0301', error_msg: message }));
  };
  const text = await traces((log) => client({ kind: 'keys', keys }, log).getImage('i', soon()));
  expect(signature).toHaveLength(64);
  expect(text).not.toContain(signature);
  expect(text).not.toContain('abababab');
});

async function refusal(body: object, headers: readonly string[] = []): Promise<RefusedError> {
  reply = () => answer('401 No', JSON.stringify(body), headers);
  const error: unknown = await client({ kind: 'keys', keys }, new KeptLog())
    .getImage('i', soon())
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
])('the words of the service survive where no secret is echoed: %s', async (words) => {
  expect((await refusal({ error_code: 'APIGW.0301', error_msg: words })).serviceMessage).toBe(words);
});

test('what stands around an echo survives, so that a person reads what is wrong', async () => {
  const { serviceMessage } = await refusal({ error_code: 'a', error_msg: `ak ${keys.accessKey} not exist` });
  expect(serviceMessage).toBe('ak … not exist');
});

test('codes and request ids are one line of at most 80 characters, whatever the service sends', async () => {
  const wild = fc.string({
    unit: fc.constantFrom('a', 'Z', '9', '.', ' ', '\n', '\u001B', '\u202E', '😀'),
    maxLength: 300,
  });
  await fc.assert(
    fc.asyncProperty(wild, wild, wild, async (code, id, header) => {
      const { code: given = '', requestId = '' } = await refusal(
        { error_code: code, error_msg: 'no', ...(id && { request_id: id }) },
        [`x-request-id: ${inHeader(header)}`],
      );
      for (const fact of [given, requestId]) {
        expect(fact.length).toBeLessThanOrEqual(80);
        expect(fact).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }
    }),
    { numRuns: 50 },
  );
});

test('an image whose save was accepted with a long request id carries one line of at most 80 characters', async () => {
  const headers = [`x-request-id: ${'a'.repeat(500)}`];
  reply = () => answer('200 OK', '{"id":"i","status":"CREATING"}', headers);
  const { requestId } = await client({ kind: 'keys', keys }, new KeptLog()).createImage('n', order, soon());
  expect(requestId).toBe(`${'a'.repeat(79)}…`);
});

test('a successful answer arrives as it was sent, also where it holds the value of a secret', async () => {
  const description = `made with ${keys.accessKey}`;
  reply = () => answer('200 OK', JSON.stringify({ id: 'i', status: 'ACTIVE', name: keys.accessKey, description }));
  expect(await client({ kind: 'keys', keys }, new KeptLog()).getImage('i', soon())).toMatchObject({
    name: keys.accessKey,
  });
});
