import { expect, test } from 'vitest';
import { EMULATED_STATUSES, type Emulator } from '../../../src/emulator/index';
import { path, type Reply, sendRequest } from './support/client';
import { startTestEmulator } from './support/emulated';

const HOUR = 3_600_000;

function list(emulator: Emulator, query = '', rest = 'notebooks'): Promise<Reply> {
  return sendRequest(emulator, path(emulator, query === '' ? rest : `${rest}?${query}`));
}

async function names(emulator: Emulator, query: string, rest?: string): Promise<string[]> {
  return (await list(emulator, query, rest)).json.data.map(({ name }: { name: string }) => name);
}

test('the sample has one notebook in each documented status, and one in an undocumented status', async () => {
  const emulator = await startTestEmulator();
  const { data } = (await list(emulator, 'limit=50')).json;
  const statuses = new Set(data.map(({ status }: { status: string }) => status));
  expect(statuses).toEqual(new Set([...EMULATED_STATUSES, 'HIBERNATING']));
});

test('the sample has notebooks with null fields, right-to-left marks, Markdown, a very long name and a duplicate name', async () => {
  const { data } = (await list(await startTestEmulator(), 'limit=50')).json;
  const found: string[] = data.map(({ name }: { name: string }) => name);
  expect(data.find(({ name }: { name: string }) => name === 'nothing-nested')).toMatchObject({
    user: null,
    lease: null,
    image: null,
  });
  expect(found.some((name) => name.includes('\u202e'))).toBe(true);
  expect(found.some((name) => name.includes('](command:'))).toBe(true);
  expect(Math.max(...found.map((name) => name.length))).toBeGreaterThan(255);
  expect(found.length).toBeGreaterThan(new Set(found).size);
});

test('a notebook row contains a secret token and a URL with it, as in the service', async () => {
  const { data } = (await list(await startTestEmulator())).json;
  for (const row of data) {
    expect(row.token).toMatch(/^[0-9a-f-]{36}$/);
    expect(row.url).toContain(row.token);
  }
});

test.for([
  ['', 10, 0, 10],
  ['limit=50', 50, 0, 34],
  ['limit=20&offset=20', 20, 1, 14],
  ['limit=10&offset=7', 10, 0, 10],
  ['limit=10&offset=1000', 10, 100, 0],
] as const)('returns the page %j of 34 notebooks', async ([query, size, current, rows]) => {
  const { json } = await list(await startTestEmulator({ notebooks: 34 }), query);
  expect([json.size, json.current, json.data.length, json.total, json.pages]).toEqual([
    size,
    current,
    rows,
    34,
    Math.ceil(34 / size),
  ]);
});

test.for([
  ['limit=30', 'ModelArts.6336'],
  ['limit=0', 'ModelArts.6336'],
  ['limit=abc', 'ModelArts.6336'],
  ['offset=-1', 'ModelArts.6336'],
  ['sort_key=colour', 'ModelArts.6303'],
  ['sort_key=constructor', 'ModelArts.6303'],
  ['sort_dir=sideways', 'ModelArts.6336'],
  ['feature=ALL', 'ModelArts.6336'],
] as const)('rejects the query %s with %s', async ([query, code]) => {
  const reply = await list(await startTestEmulator(), query);
  expect([reply.status, reply.json.error_code]).toEqual([400, code]);
});

test('the pages of ten thousand notebooks contain each notebook once', async () => {
  const emulator = await startTestEmulator({ notebooks: 10_000 });
  const ids = new Set<string>();
  for (let offset = 0; offset < 10_000; offset += 50) {
    const { data, total } = (await list(emulator, `limit=50&offset=${offset}`)).json;
    expect([data.length, total]).toEqual([50, 10_000]);
    for (const { id } of data) ids.add(id);
  }
  expect(ids.size).toBe(10_000);
});

test('a list reflects a change immediately', async () => {
  const emulator = await startTestEmulator();
  await list(emulator);
  const { id } = emulator.edit.addNotebook({ name: 'fresh' });
  expect((await names(emulator, ''))[0]).toBe('fresh');
  emulator.edit.alterNotebook(id, { name: 'renamed' });
  expect((await names(emulator, ''))[0]).toBe('renamed');
  emulator.edit.removeNotebook(id);
  expect(await names(emulator, 'name=renamed')).toEqual([]);
});

test('notebooks are filtered by part of the name, status, workspace and pool', async () => {
  const emulator = await startTestEmulator();
  expect(await names(emulator, 'name=FINE')).toEqual(['llm-finetune']);
  expect(await names(emulator, 'status=FROZEN')).toEqual(['nb-frozen']);
  const { id } = emulator.edit.addNotebook({ name: 'elsewhere', workspaceId: 'w'.repeat(32) });
  expect(await names(emulator, `workspace_id=${'w'.repeat(32)}`)).toEqual(['elsewhere']);
  expect(await names(emulator, `id=${id}`)).toEqual(['elsewhere']);
});

test('notebooks are sorted by the requested keys, by default the newest first', async () => {
  const emulator = await startTestEmulator();
  const sorted = await names(emulator, 'limit=50&sort_key=name&sort_dir=ASC');
  expect(sorted).toEqual([...sorted].sort((a, b) => (a < b ? -1 : 1)));
  const usual = (await list(emulator, 'limit=50')).json.data.map((row: { create_at: number }) => row.create_at);
  expect(usual).toEqual([...usual].sort((a, b) => b - a));
});

test('the free notebook and those of other users are listed only on request', async () => {
  const emulator = await startTestEmulator();
  expect(await names(emulator, 'feature=DEFAULT')).toEqual(['codelab-free']);
  expect(await names(emulator, 'limit=50')).not.toContain('codelab-free');
  const mine = (await list(emulator)).json.total;
  const all = (await list(emulator, 'limit=50', 'notebooks/all')).json;
  expect(all.total).toBe(mine + 6);
  const owner = all.data.find(({ user }: { user?: { name: string } }) => user?.name === 'chen.xiao').user.id;
  expect(await names(emulator, `owner=${owner}`, 'notebooks/all')).toEqual(['chen.xiao-notebook', 'batch-eval']);
});

test('the sample has leases of every type', async () => {
  const { data } = (await list(await startTestEmulator(), 'limit=50')).json;
  const leases = data.map(
    (row: { lease?: { type?: string; duration: number } | null }) =>
      row.lease?.type ?? row.lease?.duration ?? row.lease,
  );
  expect(leases).toEqual(expect.arrayContaining(['TIMING', 'IDLE', -1, undefined, null]));
});

test('starting and stopping take time, and other operations are refused meanwhile', async () => {
  const emulator = await startTestEmulator();
  const { id } = emulator.edit.addNotebook({ status: 'STOPPED' });
  const post = async (action: string) =>
    (await sendRequest(emulator, { method: 'POST', target: path(emulator, `notebooks/${id}/${action}`), body: {} }))
      .json;
  const show = async () => (await sendRequest(emulator, path(emulator, `notebooks/${id}`))).json;
  expect((await post('stop')).error_code).toBe('ModelArts.6307');
  expect((await post('start?duration=7200000&type=timing')).status).toBe('STARTING');
  expect((await show()).action_progress).toHaveLength(4);
  expect((await post('start')).error_code).toBe('ModelArts.6306');
  expect((await post('stop')).error_code).toBe('ModelArts.6357');
  emulator.advance(90_001);
  expect((await show()).status).toBe('RUNNING');
  expect((await post('start')).error_code).toBe('ModelArts.6305');
  expect((await post('stop')).status).toBe('STOPPING');
  expect((await post('stop')).error_code).toBe('ModelArts.6308');
  emulator.advance(30_001);
  expect((await show()).status).toBe('STOPPED');
});

test.for(['duration=1000', 'duration=259200001', 'duration=soon', 'type=never'])(
  'a notebook does not start with %s',
  async (query) => {
    const emulator = await startTestEmulator();
    const { id } = emulator.edit.addNotebook({ status: 'STOPPED' });
    const reply = await sendRequest(emulator, {
      method: 'POST',
      target: path(emulator, `notebooks/${id}/start?${query}`),
      body: {},
    });
    expect(reply.json.error_code).toBe('ModelArts.6336');
  },
);

test('a notebook stops when its lease ends', async () => {
  const emulator = await startTestEmulator();
  const lease = {
    createdAt: emulator.now(),
    updatedAt: emulator.now(),
    durationMs: HOUR,
    enabled: true,
    type: 'TIMING',
  } as const;
  const { id } = emulator.edit.addNotebook({ lease });
  emulator.advance(HOUR + 60_000);
  expect((await sendRequest(emulator, path(emulator, `notebooks/${id}`))).json.status).toBe('STOPPED');
});

test('a lease is renewed from now, and the query overrides the body', async () => {
  let now = Date.now();
  const emulator = await startTestEmulator({ now: () => now });
  const lease = { createdAt: now, updatedAt: now, durationMs: HOUR, enabled: true, type: 'IDLE' } as const;
  const { id } = emulator.edit.addNotebook({ lease });
  now += HOUR / 2;
  const target = path(emulator, `notebooks/${id}/lease`);
  const patch = async (query: string, body: unknown) =>
    (await sendRequest(emulator, { method: 'PATCH', target: target + query, body, date: now })).json;
  expect(await patch('', { duration: 2 * HOUR, type: 'idle' })).toMatchObject({ duration: 2.5 * HOUR, type: 'IDLE' });
  expect(await patch(`?duration=${4 * HOUR}`, { duration: HOUR, type: 'idle' })).toMatchObject({
    duration: 4.5 * HOUR,
    type: 'TIMING',
  });
  expect((await sendRequest(emulator, { target, date: now })).json).toMatchObject({
    create_at: lease.createdAt,
    duration: 4.5 * HOUR,
  });
});

test('workspaces are listed, or refused if the tenant lacks the feature', async () => {
  const emulator = await startTestEmulator();
  const { json } = await sendRequest(emulator, path(emulator, 'workspaces?limit=1000&filter_accessible=true'));
  expect([json.count, json.total_count, json.workspaces[0]]).toMatchObject([2, 2, { id: '0', name: 'default' }]);
  emulator.setScenario('workspaceFeatureOff');
  expect((await sendRequest(emulator, path(emulator, 'workspaces'))).json.error_code).toBe('ModelArts.7002');
});
