import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccessKeys } from '../../../src/api/authenticator';
import type { HttpRequest } from '../../../src/api/http';
import { sign } from '../../../src/api/signer';

const keys: AccessKeys = { accessKey: 'AccessKey', secretKey: 'SecretKey', securityToken: undefined };

function aRequest(method: HttpRequest['method'], url: string, body?: string, headers = {}): HttpRequest {
  return { method, url: new URL(url), headers, body };
}

const signatureOf = (headers: Readonly<Record<string, string>>): string | undefined =>
  /Signature=(\w+)$/.exec(headers['authorization'] ?? '')?.[1];

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('sign', () => {
  test('matches the example in the vendor’s algorithm description', () => {
    const request = aRequest(
      'GET',
      'https://service.region.example.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0',
      undefined,
      { 'content-type': 'application/json' },
    );
    const documented = {
      accessKey: 'QTWAOYTTINDUT2QVKYUC',
      secretKey: 'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc',
      securityToken: undefined,
    };
    const headers = sign(request, documented, Date.UTC(2019, 10, 15, 3, 36, 55));
    expect(headers['authorization']).toBe(
      'SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, SignedHeaders=content-type;host;x-sdk-date, Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe',
    );
  });

  test.each([
    ['GET', undefined, 'cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842'],
    ['POST', '{"name":"test","id":1}', '436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f'],
  ] as const)('matches the vendor’s Python SDK for %s', (method, body, signature) => {
    const request = aRequest(method, 'https://service.endpoint.myhuaweicloud.com/resources?size=1', body);
    expect(signatureOf(sign(request, keys, Date.UTC(2020, 5, 8, 2, 39, 0)))).toBe(signature);
  });

  test.each([
    [
      'names out of order',
      'GET',
      'https://a.example.com/v1/p/images?b=2&a=1&c=3',
      '55d017fda536d9f2d8a26dac2e612014ab9d404a7c08c8edd7b8430ad53a1b1b',
    ],
    [
      'characters that only RFC 3986 encodes',
      'GET',
      "https://a.example.com/v1/p/images?name=a!b'c(d)e*f~g&namespace=team%20one",
      'f89f6673e62b83b8a1b1fca0c8d808f2895c39546dc51f67ca11a993d81a83d9',
    ],
    [
      'an empty value, capitals and a path that ends with a slash',
      'DELETE',
      'https://a.example.com/v1/p/images/x/?z=&Z=1&~=2',
      'f91d65189af864306ca7c1af6098f43002629b75f1baabc203c8ef3e1f47a677',
    ],
  ] as const)('matches the vendor’s Node SDK for %s', (_what, method, url, signature) => {
    expect(signatureOf(sign(aRequest(method, url), keys, Date.UTC(2026, 0, 2, 3, 4, 5)))).toBe(signature);
  });

  test('returns the same signature for query parameters in any order', () => {
    const signed = (query: string) => signatureOf(sign(aRequest('GET', `https://a.example/x?${query}`), keys, 0));
    expect(signed('a=2&b=1&a=1')).toBe(signed('a=1&a=2&b=1'));
    expect(signed('b=1&a=1&a=2')).toBe(signed('a=1&a=2&b=1'));
    expect(signed('a=1&a=1')).not.toBe(signed('a=1'));
  });

  test('signs the decoded query, however it was encoded', () => {
    const signed = (query: string) => signatureOf(sign(aRequest('GET', `https://a.example/x${query}`), keys, 0));
    // A name ends at its first equals sign, a plus is a space, and a name without a value has an empty one.
    expect(signed('?a=b=c&d')).toBe(signed('?%61=b%3Dc&d='));
    expect(signed('?a=b+c')).toBe(signed('?a=b%20c'));
    expect(signed('?a=1&&b=2&')).toBe(signed('?b=2&a=1'));
    expect(signed('?')).toBe(signed(''));
    expect(signed('?a-b=2&a=1')).toBe(signed('?a=1&%61-b=2'));
    expect(signed('?=a')).toBe(signed('?=%61'));
    expect(signed('?=a')).not.toBe(signed('?=a='));
    expect(signed('?a=b')).not.toBe(signed('?a='));
  });

  test('signs headers without surrounding whitespace, as the service reads them', () => {
    const signed = (type: string) =>
      signatureOf(sign(aRequest('GET', 'https://a.example/x', undefined, { 'content-type': type }), keys, 0));
    expect(signed(' application/json ')).toBe(signed('application/json'));
    expect(signed('application/xml')).not.toBe(signed('application/json'));
  });

  test('signs an invalidly encoded path unchanged', () => {
    const signed = (path: string) => signatureOf(sign(aRequest('GET', `https://a.example/${path}`), keys, 0));
    expect(signed('%E4%zz')).toMatch(/^[0-9a-f]{64}$/);
    expect(signed('%E4%zz')).toBe(signed('%25E4%25zz'));
  });

  test('signs each path segment encoded by RFC 3986, however it was encoded', () => {
    const canonical = [
      'GET',
      '/v1/a%28b%29%20%E6%A8%A1/x~y/',
      '',
      'host:a.example',
      'x-sdk-date:19700101T000000Z',
      '',
      'host;x-sdk-date',
      sha256(''),
    ].join('\n');
    const signature = createHmac('sha256', keys.secretKey)
      .update(`SDK-HMAC-SHA256\n19700101T000000Z\n${sha256(canonical)}`)
      .digest('hex');
    for (const path of ['v1/a(b)%20模/x~y', 'v1/a%28b%29 %e6%a8%a1/%78%7ey', 'v1/%61(b%29%20模/x%7Ey/']) {
      expect(signatureOf(sign(aRequest('GET', `https://a.example/${path}`), keys, 0))).toBe(signature);
    }
  });

  test('adds no token for permanent keys', () => {
    expect(sign(aRequest('GET', 'https://a.example/'), keys, 0)).not.toHaveProperty('x-security-token');
  });

  test('signs the token of temporary keys', () => {
    const headers = sign(aRequest('GET', 'https://a.example/'), { ...keys, securityToken: 'token' }, 0);
    expect(headers['x-security-token']).toBe('token');
    expect(headers['authorization']).toContain('SignedHeaders=host;x-sdk-date;x-security-token');
  });

  test('returns equal signatures for equal bodies and different ones for different bodies', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        fc.pre(one !== other);
        const signed = (body: string) => signatureOf(sign(aRequest('POST', 'https://a.example/x', body), keys, 0));
        expect(signed(one)).toBe(signed(one));
        expect(signed(one)).not.toBe(signed(other));
      }),
    );
  });

  test('does not modify the request', () => {
    const request = Object.freeze({ ...aRequest('GET', 'https://a.example/'), headers: Object.freeze({ a: 'b' }) });
    expect(sign(request, keys, 0)).toMatchObject({ a: 'b' });
    expect(request.headers).toEqual({ a: 'b' });
  });
});
