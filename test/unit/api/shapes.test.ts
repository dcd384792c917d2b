import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createToken } from '../../../src/api/createToken';
import type { Send } from '../../../src/api/http';
import { IamClient } from '../../../src/api/iamClient';
import { ModelArtsClient } from '../../../src/api/modelArtsClient';
import { readErrorBody, readResponse } from '../../../src/api/readResponse';
import { SwrClient } from '../../../src/api/swrClient';
import { systemClock } from '../../../src/util/clock';
import { silentLogger } from '../../../src/util/logger';

const HOST = 'https://a.example';
const neverAborted = (): AbortSignal => new AbortController().signal;

const login = { domain: 'd', user: 'u', password: 'p' };
const modelArts = (send: Send): ModelArtsClient =>
  new ModelArtsClient({ endpoint: HOST, projectId: 'p', send, clock: systemClock, log: silentLogger });

/** Every parsed response, by the corpus folder with an example of it. */
const READERS: Readonly<Record<string, (send: Send) => Promise<unknown>>> = {
  notebooks: (send) => modelArts(send).readNotebooks({}, neverAborted()),
  notebook: (send) => modelArts(send).getNotebook('n', neverAborted()),
  images: (send) => modelArts(send).listImages({}, neverAborted()),
  image: (send) => modelArts(send).getImage('i', neverAborted()),
  workspaces: (send) => modelArts(send).listWorkspaces(neverAborted()),
  organizations: (send) => new SwrClient(HOST, send).listOrganizations(neverAborted()),
  tags: (send) => new SwrClient(HOST, send).listTags('o', 'r', neverAborted()),
  projects: (send) => new IamClient(HOST, send).listProjects(undefined, neverAborted()),
  token: (send) => createToken(send, HOST, login, { name: 'cn-north-4' }, neverAborted()),
};

/** Yields copies of the value, each with one part replaced by null. */
function* withNulls(value: unknown, at = ''): Generator<readonly [string, unknown]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    const put = (other: unknown): unknown =>
      Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other };
    yield [`${at}.${key}`, put(null)];
    for (const [inner, changed] of withNulls(part, `${at}.${key}`)) yield [inner, put(changed)];
  }
}

describe('null', () => {
  test.each(Object.keys(READERS))('in place of any part of %s is treated as missing', async (name) => {
    const file = path.join(import.meta.dirname, '../../fuzz/corpus', name, 'answer.json');
    const wrong: string[] = [];
    let tried = 0;
    for (const [at, value] of withNulls(JSON.parse(fs.readFileSync(file, 'utf8')))) {
      // An element without an ID cannot be displayed.
      if (at === '.id') continue;
      tried += 1;
      const body = JSON.stringify(value);
      const send: Send = async () => ({ status: 200, headers: { 'x-subject-token': 't' }, body });
      await READERS[name]!(send).catch((error: unknown) => wrong.push(`${at}: ${String(error)}`));
    }
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(0);
  });

  test.each(['notebooks', 'images'])('in place of the list of %s is treated as an empty list', async (name) => {
    const send: Send = async () => ({ status: 200, headers: {}, body: '{"data":null,"total":0}' });
    const found = await READERS[name]!(send);
    expect(name === 'images' ? found : (found as { notebooks: unknown }).notebooks).toEqual([]);
  });
});

describe('an error', () => {
  test.each([
    ['{"error_code":"M.1","error_msg":"no","request_id":"r"}', { code: 'M.1', message: 'no', requestId: 'r' }],
    ['{"error_code":"M.1","request_id":"r"}', { code: 'M.1', message: '', requestId: 'r' }],
    ['{"error_code":"M.1","error_msg":null}', { code: 'M.1', message: '', requestId: undefined }],
    ['{"error_code":"M.1","error_msg":{"a":1}}', { code: 'M.1', message: '', requestId: undefined }],
    ['{"error_code":null,"error_msg":"no"}', { code: undefined, message: 'no', requestId: undefined }],
    ['{"error_code":"","error_msg":"no"}', { code: undefined, message: 'no', requestId: undefined }],
    ['{"errorCode":"M.1","errorMsg":"no"}', { code: 'M.1', message: 'no', requestId: undefined }],
    ['{"errorCode":"M.1","errorMessage":"no"}', { code: 'M.1', message: 'no', requestId: undefined }],
    ['{"errCode":"M.1","errMsg":"no"}', { code: 'M.1', message: 'no', requestId: undefined }],
    ['{"errCode":"M.1","errMsg":null}', { code: 'M.1', message: '', requestId: undefined }],
    ['{"code":"M.1","msg":"no"}', { code: 'M.1', message: 'no', requestId: undefined }],
    ['{"code":429,"message":"no"}', { code: '429', message: 'no', requestId: undefined }],
    ['{"message":"no","requestId":"r"}', { code: undefined, message: 'no', requestId: 'r' }],
    [
      '{"error":{"code":401,"message":"no","title":"Unauthorized"}}',
      { code: '401', message: 'no', requestId: undefined },
    ],
    ['{"error":{"code":"M.1","message":null},"request_id":"r"}', { code: 'M.1', message: '', requestId: 'r' }],
    [
      '{"errors":[{"errorCode":"M.1","errorMessage":"no"}],"request_id":"r"}',
      { code: 'M.1', message: 'no', requestId: 'r' },
    ],
    [
      '{"code":404,"error":{"error_code":"M.1","error_msg":"no"}}',
      { code: 'M.1', message: 'no', requestId: undefined },
    ],
    ['{"error":{},"request_id":"r"}', { code: undefined, message: expect.any(String), requestId: 'r' }],
    ['{"error":null,"request_id":"r"}', { code: undefined, message: expect.any(String), requestId: 'r' }],
    [
      '{"error":[],"error_code":null,"error_msg":null,"request_id":"r"}',
      { code: undefined, message: expect.any(String), requestId: 'r' },
    ],
    ['no', { code: undefined, message: 'no', requestId: undefined }],
    ['<html>no</html>', { code: undefined, message: '', requestId: undefined }],
    ['', { code: undefined, message: '', requestId: undefined }],
  ])('is parsed from the body %s', (body, expected) => {
    expect(readErrorBody(body)).toEqual(expected);
  });

  test.each([
    '{"error_code":"M.1"}',
    '{"error_code":"M.1","error_msg":null}',
    '{"error_code":"M.1","error_msg":"no","data":null}',
    '{"errorCode":"M.1","errorMsg":"no","id":null}',
    '{"errCode":"M.1"}',
  ])('in a response with status 200 (%s) is a refusal', (body) => {
    const answer = { status: 200, headers: {}, body };
    expect(() => readResponse(answer, 'a.example')).toThrow(expect.objectContaining({ kind: 'refused', code: 'M.1' }));
  });

  test.each([
    '{"error_code":null,"error_msg":null,"namespaces":[]}',
    '{"error_code":"","id":"i"}',
    '{"error_code":"M.1","data":[]}',
  ])('without a code, or beside data, in a response with status 200 (%s) is not a refusal', (body) => {
    expect(readResponse({ status: 200, headers: {}, body }, 'a.example')).toEqual(JSON.parse(body));
  });
});
