import { expect, test } from 'vitest';
import type { Emulator } from '../../../src/emulator/index';
import { path, sendRequest } from './support/client';
import { startTestEmulator } from './support/emulated';

async function references(emulator: Emulator, query: string): Promise<string[]> {
  const { data } = (await sendRequest(emulator, path(emulator, `images?${query}`))).json;
  return data.map(({ name, tag }: { name: string; tag: string }) => `${name}:${tag}`);
}

test('built-in images are listed by default, and the account’s images on request', async () => {
  const emulator = await startTestEmulator();
  expect(
    (await sendRequest(emulator, path(emulator, 'images'))).json.data.every(
      (row: { type: string }) => row.type === 'BUILD_IN',
    ),
  ).toBe(true);
  expect(await references(emulator, 'type=DEDICATED')).toContain('llm-finetune:v3');
});

test('images are filtered by part of the name, exact name and organization', async () => {
  const emulator = await startTestEmulator();
  expect(await references(emulator, 'type=DEDICATED&name=finetune')).toEqual([
    'llm-finetune:v3',
    'llm-finetune:v2',
    'llm-finetune:v1',
  ]);
  expect(await references(emulator, 'type=DEDICATED&name=finetune&name_fuzzy_match=false')).toEqual([]);
  expect(await references(emulator, 'type=DEDICATED&namespace=vision.lab')).toEqual(['detector:20260901-1830']);
  expect(await references(emulator, 'type=DEDICATED&name=finetune&limit=1&offset=1')).toEqual(['llm-finetune:v2']);
});

test('images are grouped by organization and name, in another field without a limit', async () => {
  const emulator = await startTestEmulator();
  const withLimit = (await sendRequest(emulator, path(emulator, 'images/group?type=DEDICATED&limit=200'))).json;
  expect(withLimit.data).toContainEqual(expect.objectContaining({ name: 'llm-finetune', version_count: 3 }));
  const without = (await sendRequest(emulator, path(emulator, 'images/group?type=DEDICATED'))).json;
  expect([without.data, without.groups.length]).toEqual([undefined, withLimit.data.length]);
});

test.for([
  ['keeps the content in SWR', '', {}, 200],
  ['also removes the content if requested in the body', '', { is_force: true }, 404],
  ['also removes the content if requested in the query', '?force=true', {}, 404],
] as const)('deleting an image %s', async ([, query, body, tagStatus]) => {
  const emulator = await startTestEmulator();
  const { id } = emulator.edit.addImage({ name: 'gone', tag: 'v9' });
  const target = path(emulator, `images/${id}`);
  expect((await sendRequest(emulator, { method: 'DELETE', target: target + query, body })).json.status).toBe('DELETED');
  expect((await sendRequest(emulator, target)).json.error_code).toBe('ModelArts.6404');
  expect((await sendRequest(emulator, '/v2/manage/namespaces/ai-team/repos/gone/tags/v9')).status).toBe(tagStatus);
});

test('a built-in image cannot be deleted', async () => {
  const emulator = await startTestEmulator();
  const id = emulator.edit.images.find(({ type }) => type === 'BUILD_IN')?.id;
  expect((await sendRequest(emulator, { method: 'DELETE', target: path(emulator, `images/${id}`) })).status).toBe(403);
});

test('organizations are listed with the permissions of the account', async () => {
  const emulator = await startTestEmulator();
  const { namespaces } = (await sendRequest(emulator, '/v2/manage/namespaces')).json;
  expect(namespaces.map(({ name, auth }: { name: string; auth: number }) => [name, auth])).toEqual([
    ['ai-team', 7],
    ['vision.lab', 3],
    ['shared-readonly', 1],
  ]);
  expect((await sendRequest(emulator, '/v2/manage/namespaces/vision.lab')).json).toMatchObject({
    name: 'vision.lab',
    auth: 3,
  });
  expect((await sendRequest(emulator, '/v2/manage/namespaces?namespace=ai-team')).json.namespaces).toHaveLength(1);
});

test.for([
  ['fresh-team', 201],
  ['ai-team', 409],
  ['library', 409],
  ['Upper', 400],
  ['a..b', 400],
  ['', 400],
] as const)('creating the organization %j returns %i', async ([namespace, status]) => {
  const emulator = await startTestEmulator();
  const reply = await sendRequest(emulator, { method: 'POST', target: '/v2/manage/namespaces', body: { namespace } });
  expect(reply.status).toBe(status);
  expect(emulator.edit.organizations.some(({ name }) => name === 'fresh-team')).toBe(status === 201);
});

test('tags are listed as a plain array with the field Tag, in pages', async () => {
  const emulator = await startTestEmulator();
  const reply = await sendRequest(emulator, '/v2/manage/namespaces/ai-team/repos/llm-finetune/tags?limit=2&offset=0');
  expect(reply.json.map(({ Tag }: { Tag: string }) => Tag)).toEqual(['v3', 'v2']);
  expect(reply.headers['content-range']).toBe('0-2/3');
});

test('a missing resource is reported in both error formats of SWR', async () => {
  const emulator = await startTestEmulator();
  const missing = async (rest: string) => {
    const { status, json } = await sendRequest(emulator, `/v2/manage/namespaces/${rest}`);
    expect(json.errors[0].errorCode).toBe(json.error_code);
    return [status, json.error_code];
  };
  expect(await missing('ai-team/repos/llm-finetune/tags/v99')).toEqual([404, 'SVCSTG.SWR.4040048']);
  expect(await missing('ai-team/repos/nothing/tags')).toEqual([404, 'SVCSTG.SWR.4040010']);
  expect(await missing('nobody/repos/nothing/tags')).toEqual([404, 'SVCSTG.SWR.4040058']);
});

test('repositories are listed', async () => {
  const { json } = await sendRequest(await startTestEmulator(), '/v2/manage/repos?namespace=ai-team');
  expect(json).toContainEqual(expect.objectContaining({ name: 'llm-finetune', namespace: 'ai-team', num_images: 3 }));
});
