import { expect, test } from 'vitest';
import { checkSignature } from '../../../src/emulator/auth/authenticate';
import { canonicalRequest, sha256 } from '../../../src/emulator/auth/canonicalRequest';
import { EmulatorClock } from '../../../src/emulator/emulatorClock';
import type { WireRequest } from '../../../src/emulator/http/readRequest';
import { RefusedCall } from '../../../src/emulator/http/refusals';

interface Vector {
  readonly source: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly request: WireRequest;
}

const EXAMPLE_KEYS = { accessKey: 'AccessKey', secretKey: 'SecretKey', signedHeaders: 'host;x-sdk-date' };
const PYTHON = { host: 'service.endpoint.myhuaweicloud.com', 'x-sdk-date': '20200608T023900Z' };

/** Published examples of SDK-HMAC-SHA256. */
const VECTORS: readonly Vector[] = [
  {
    source: 'API Request Signing Guide',
    accessKey: 'QTWAOYTTINDUT2QVKYUC',
    secretKey: 'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc',
    signedHeaders: 'content-type;host;x-sdk-date',
    signature: '7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe',
    request: {
      method: 'GET',
      path: '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs',
      rawQuery: 'limit=2&marker=13551d6b-755d-4757-b956-536f674975c0',
      headers: {
        host: 'service.region.example.com',
        'content-type': 'application/json',
        'x-sdk-date': '20191115T033655Z',
      },
      body: undefined,
    },
  },
  {
    source: 'Python SDK, GET',
    ...EXAMPLE_KEYS,
    signature: 'cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842',
    request: { method: 'GET', path: '/resources', rawQuery: 'size=1', headers: PYTHON, body: undefined },
  },
  {
    source: 'Python SDK, POST',
    ...EXAMPLE_KEYS,
    signature: '436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f',
    request: {
      method: 'POST',
      path: '/resources',
      rawQuery: 'size=1',
      headers: PYTHON,
      body: Buffer.from('{"name":"test","id":1}'),
    },
  },
];

function clockFor({ request }: Vector, offMs = 0): EmulatorClock {
  const [year, month, day, hour, minute, second] = request.headers['x-sdk-date']!.match(/\d\d(?:\d\d(?=\d{4}T))?/g)!;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return new EmulatorClock(() => time + offMs);
}

/** Returns the reason of the refusal, or undefined if the request is accepted. */
function check(
  vector: Vector,
  changes: Partial<WireRequest> = {},
  clock = clockFor(vector),
  secretKey = vector.secretKey,
): string | undefined {
  const { accessKey, signedHeaders, signature } = vector;
  const authorization = `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
  const request = { ...vector.request, headers: { authorization, ...vector.request.headers }, ...changes };
  const owner = { id: 'o', name: 'o' };
  try {
    checkSignature(request, (name) => (name === accessKey ? { accessKey, secretKey, owner } : undefined), clock);
    return undefined;
  } catch (error) {
    if (!(error instanceof RefusedCall)) throw error;
    expect(error.refusal).toMatchObject({ status: 401, code: 'APIGW.0301' });
    return error.refusal.message;
  }
}

function headersOf(vector: Vector, changes: Record<string, string>): Pick<WireRequest, 'headers'> {
  const { accessKey, signedHeaders, signature } = vector;
  const authorization = `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
  return { headers: { authorization, ...vector.request.headers, ...changes } };
}

test.for(VECTORS)('accepts the published example of the $source', (vector) => {
  expect(check(vector)).toBeUndefined();
});

test('hashes the canonical request as in the signing guide', () => {
  const { request, signedHeaders } = VECTORS[0]!;
  expect(sha256(canonicalRequest(request, signedHeaders.split(';'), sha256('')))).toBe(
    'b25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a',
  );
});

test('converts a query to canonical form in any order and encoding', () => {
  const rawQuery = 'test=%e4%b8%80+(%26%3d%3f!%23%25.*)&multi=3&multi=1&enable=true&limit=1&multi=2';
  const lines = canonicalRequest(
    { method: 'GET', path: '/a b/$x', rawQuery, headers: {}, body: undefined },
    [],
    '',
  ).split('\n');
  expect(lines[1]).toBe('/a%20b/%24x/');
  expect(lines[2]).toBe('enable=true&limit=1&multi=1&multi=2&multi=3&test=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29');
});

test.for([
  ['method', { method: 'POST' }],
  ['path', { path: '/resourceS' }],
  ['query', { rawQuery: 'size=2' }],
  ['body', { body: Buffer.from('{}') }],
] as const)('rejects a changed %s with the canonical request in the reason', ([, change]) => {
  expect(check(VECTORS[1]!, change)).toMatch(/verify aksk signature fail, canonicalRequest:(GET|POST)\|\/resource/);
});

test('rejects a changed host', () => {
  expect(check(VECTORS[1]!, headersOf(VECTORS[1]!, { host: 'elsewhere.example.com' }))).toContain(
    'verify aksk signature fail',
  );
});

test('rejects a wrong secret key and an unknown access key', () => {
  expect(check(VECTORS[1]!, {}, undefined, 'wrong')).toContain('verify aksk signature fail');
  expect(check(VECTORS[1]!, headersOf({ ...VECTORS[1]!, accessKey: 'NOBODY' }, {}))).toContain('ak NOBODY not exist');
});

test('accepts a date within fifteen minutes, earlier or later', () => {
  const window = 15 * 60_000;
  for (const side of [1, -1]) {
    expect(check(VECTORS[1]!, {}, clockFor(VECTORS[1]!, side * window))).toBeUndefined();
    expect(check(VECTORS[1]!, {}, clockFor(VECTORS[1]!, side * (window + 1000)))).toMatch(
      /signature expired, signature time:20200608T023900Z,server time:20200608T02\d{4}Z/,
    );
  }
});

test('accepts a date from before the clock was advanced', () => {
  const clock = clockFor(VECTORS[1]!);
  clock.advance(3_600_000);
  expect(check(VECTORS[1]!, {}, clock)).toBeUndefined();
  clock.skewBy(20 * 60_000);
  expect(check(VECTORS[1]!, {}, clock)).toContain('signature expired');
});

test('rejects a security token that the key does not have', () => {
  expect(check(VECTORS[1]!, headersOf(VECTORS[1]!, { 'x-security-token': 'token' }))).toContain('decrypt token fail');
});

test.for([
  ['is not sorted', { signedHeaders: 'x-sdk-date;host' }, 'not sorted'],
  ['has capital letters', { signedHeaders: 'Host;X-Sdk-Date' }, 'not sorted in lowercase'],
  ['lacks the date', { signedHeaders: 'host' }, 'x-sdk-date is not signed'],
  [
    'contains a header that was not sent',
    { signedHeaders: 'host;x-project-id;x-sdk-date' },
    'signed header x-project-id not found',
  ],
] as const)('rejects a list of signed headers that %s', ([, change, reason]) => {
  const vector = { ...VECTORS[1]!, ...change };
  expect(check(vector)).toContain(reason);
});
