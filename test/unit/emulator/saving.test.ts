import { expect, test } from 'vitest';
import type { Emulator } from '../../../src/emulator/index';
import { path, type Reply, sendRequest } from './support/client';
import { startTestEmulator } from './support/emulated';

const MINUTE = 60_000;
const VALID_BODY = {
  name: 'pytorch1_4',
  namespace: 'ai-team',
  tag: '20221223',
  description: 'before the holidays',
  workspace_id: '0',
};

function save(emulator: Emulator, id: string, body: unknown = VALID_BODY): Promise<Reply> {
  return sendRequest(emulator, { method: 'POST', target: path(emulator, `notebooks/${id}/create-image`), body });
}

async function image(emulator: Emulator, id: string) {
  return (await sendRequest(emulator, path(emulator, `images/${id}`))).json;
}

async function notebook(emulator: Emulator, id: string) {
  return (await sendRequest(emulator, path(emulator, `notebooks/${id}`))).json;
}

test('a save returns 200 and an image in its first status', async () => {
  const emulator = await startTestEmulator();
  const { id } = emulator.edit.addNotebook();
  const reply = await save(emulator, id);
  expect(reply.status).toBe(200);
  expect(reply.json).toMatchObject({
    status: 'INIT',
    name: 'pytorch1_4',
    namespace: 'ai-team',
    tag: '20221223',
    origin: 'IMAGE_SAVE',
    type: 'DEDICATED',
    visibility: 'PRIVATE',
    swr_path: 'swr.cn-north-4.myhuaweicloud.com/ai-team/pytorch1_4:20221223',
  });
  expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
});

test('the image is built within six minutes, and then the notebook runs on it', async () => {
  const emulator = await startTestEmulator();
  const { id } = emulator.edit.addNotebook();
  const imageId = (await save(emulator, id)).json.id;
  expect((await notebook(emulator, id)).status).toBe('SNAPSHOTTING');
  const seen: string[] = [];
  for (let minute = 1; minute <= 5; minute += 1) {
    emulator.advance(MINUTE);
    const { status, status_message: message, size } = await image(emulator, imageId);
    expect([status, size]).toEqual(['CREATING', undefined]);
    seen.push(message);
  }
  expect(new Set(seen).size).toBeGreaterThanOrEqual(3);
  emulator.advance(MINUTE + 1);
  expect(await image(emulator, imageId)).toMatchObject({ status: 'ACTIVE', size: expect.any(Number) });
  expect(await notebook(emulator, id)).toMatchObject({ status: 'RUNNING', image: { id: imageId } });
  expect((await sendRequest(emulator, '/v2/manage/namespaces/ai-team/repos/pytorch1_4/tags/20221223')).json.Tag).toBe(
    '20221223',
  );
});

test('a higher speed shortens a save, while the clock keeps real time', async () => {
  const start = Date.now();
  let real = start;
  const emulator = await startTestEmulator({ speed: 9, now: () => real });
  const { id } = emulator.edit.addNotebook();
  const reply = await sendRequest(emulator, {
    method: 'POST',
    target: path(emulator, `notebooks/${id}/create-image`),
    body: VALID_BODY,
    date: real,
  });
  real += 39_000;
  expect(emulator.edit.images.find((one) => one.id === reply.json.id)?.status).toBe('CREATING');
  real += 1_001;
  expect(emulator.edit.images.find((one) => one.id === reply.json.id)?.status).toBe('ACTIVE');
  expect(emulator.now()).toBe(start + 40_001);
});

test.for([
  ['name', undefined, 'ModelArts.6335'],
  ['name', '', 'ModelArts.6336'],
  ['name', 7, 'ModelArts.6332'],
  ['name', 'a', undefined],
  ['name', 'a'.repeat(128), undefined],
  ['name', 'a'.repeat(129), 'ModelArts.6336'],
  ['name', 'a._-9', undefined],
  ['name', 'Upper', 'ModelArts.6336'],
  ['name', '-a', 'ModelArts.6336'],
  ['name', 'a.', 'ModelArts.6336'],
  ['name', 'a/b', 'ModelArts.6336'],
  ['name', 'a\n', 'ModelArts.6336'],
  ['namespace', undefined, 'ModelArts.6335'],
  ['namespace', '9lives', 'ModelArts.6336'],
  ['namespace', 'Upper', 'ModelArts.6336'],
  ['namespace', `a${'b'.repeat(64)}`, 'ModelArts.6336'],
  ['namespace', 'nobodys', 'ModelArts.2885'],
  ['namespace', 'shared-readonly', 'ModelArts.2885'],
  ['tag', undefined, undefined],
  ['tag', 'A-b_c.d,9', undefined],
  ['tag', 't'.repeat(64), undefined],
  ['tag', 't'.repeat(65), 'ModelArts.6336'],
  ['tag', 'a b', 'ModelArts.6336'],
  ['tag', 'é', 'ModelArts.6336'],
  ['description', '&<>"\'/\n漢字', undefined],
  ['description', 'd'.repeat(512), undefined],
  ['description', '🚀'.repeat(512), undefined],
  ['description', 'd'.repeat(513), 'ModelArts.6336'],
  ['workspace_id', 'x', 'ModelArts.6336'],
  ['workspace_id', 'f'.repeat(32), 'ModelArts.0102'],
] as const)('a save request is validated by the rules of the API page: %#', async ([field, value, code]) => {
  const emulator = await startTestEmulator();
  const { id } = emulator.edit.addNotebook();
  const reply = await save(emulator, id, { ...VALID_BODY, [field]: value });
  expect([reply.status, reply.json.error_code]).toEqual(code === undefined ? [200, undefined] : [400, code]);
});

test.for([
  ['STOPPED', 'ModelArts.6327'],
  ['STARTING', 'ModelArts.6327'],
  ['SNAPSHOTTING', 'ModelArts.6357'],
  ['STOPPING', 'ModelArts.6357'],
  ['FROZEN', 'ModelArts.6326'],
  ['HIBERNATING', 'ModelArts.6327'],
] as const)('a notebook in status %s cannot be saved: %s', async ([status, code]) => {
  const emulator = await startTestEmulator();
  const { id } = emulator.edit.addNotebook({ status });
  expect((await save(emulator, id)).json.error_code).toBe(code);
});

test('an unknown notebook cannot be saved', async () => {
  const emulator = await startTestEmulator();
  const reply = await save(emulator, 'f9937afa-0000-4000-8000-000000000001');
  expect([reply.status, reply.json.error_code]).toEqual([400, 'ModelArts.6309']);
});

test('a second save of a notebook is refused during the first', async () => {
  const emulator = await startTestEmulator();
  const { id } = emulator.edit.addNotebook();
  await save(emulator, id);
  expect((await save(emulator, id, { ...VALID_BODY, tag: 'other' })).json.error_code).toBe('ModelArts.6357');
});

test('a tag is refused if it is in SWR or being saved', async () => {
  const emulator = await startTestEmulator();
  emulator.edit.addTag('ai-team', 'pytorch1_4', 'v1');
  const [first, second] = [emulator.edit.addNotebook(), emulator.edit.addNotebook()];
  expect((await save(emulator, first.id, { ...VALID_BODY, tag: 'v1' })).json.error_code).toBe('ModelArts.6737');
  expect((await save(emulator, first.id)).status).toBe(200);
  expect((await save(emulator, second.id)).json.error_code).toBe('ModelArts.6737');
});

test('an image is visible only after the configured delay', async () => {
  const emulator = await startTestEmulator();
  emulator.behave({ visibleAfterMs: MINUTE });
  const { id } = emulator.edit.addNotebook();
  const imageId = (await save(emulator, id)).json.id;
  expect((await image(emulator, imageId)).error_code).toBe('ModelArts.6404');
  emulator.advance(MINUTE);
  expect((await image(emulator, imageId)).status).toBe('CREATING');
});

test('a lease that ends during a save takes effect after the save', async () => {
  const emulator = await startTestEmulator();
  const lease = {
    createdAt: emulator.now(),
    updatedAt: emulator.now(),
    durationMs: MINUTE,
    enabled: true,
    type: 'TIMING',
  } as const;
  const { id } = emulator.edit.addNotebook({ lease });
  await save(emulator, id);
  emulator.advance(2 * MINUTE);
  expect((await notebook(emulator, id)).status).toBe('SNAPSHOTTING');
  emulator.advance(4.1 * MINUTE);
  expect((await notebook(emulator, id)).status).toBe('STOPPING');
  emulator.advance(MINUTE);
  expect((await notebook(emulator, id)).status).toBe('STOPPED');
});
