import http from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { type Emulator, SCENARIOS, startEmulator } from '../../../src/emulator/index';
import { path, type Reply, sendRequest } from './support/client';
import { startTestEmulator } from './support/emulated';

const MINUTE = 60_000;
const BODY = { name: 'base', namespace: 'ai-team', tag: 'fresh' };

function save(emulator: Emulator, body: unknown = BODY): Promise<Reply> {
  const running = emulator.edit.notebooks.find(({ status }) => status === 'RUNNING');
  return sendRequest(emulator, {
    method: 'POST',
    target: path(emulator, `notebooks/${running?.id}/create-image`),
    body,
  });
}

/** Returns the images that the saves of this file have created. */
function images(emulator: Emulator, tag = 'fresh') {
  return emulator.edit.images.filter((image) => image.tag === tag);
}

async function outcome(promise: Promise<Reply>): Promise<string> {
  try {
    const { status, json } = await promise;
    return `${status} ${json?.error_code ?? ''}`.trim();
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

async function imageAfterSave(scenario: string, after = 7 * MINUTE) {
  const emulator = await startTestEmulator({ scenario });
  const { id } = (await save(emulator)).json;
  emulator.advance(after);
  return (await sendRequest(emulator, path(emulator, `images/${id}`))).json;
}

test('an unknown scenario is an error that lists the known names', async () => {
  await expect(startEmulator({ scenario: 'sunny' })).rejects.toThrow(/No scenario "sunny".*happy, slow/);
  const emulator = await startTestEmulator();
  expect(() => emulator.setScenario('constructor')).toThrow(RangeError);
});

test('every scenario has a description of one line', () => {
  for (const { description } of Object.values(SCENARIOS)) expect(description).toMatch(/^.{20,}$/);
});

test('happy and slow create the image, each after its duration', async () => {
  expect((await imageAfterSave('happy')).status).toBe('ACTIVE');
  expect((await imageAfterSave('slow', 49 * MINUTE)).status).toBe('CREATING');
  expect((await imageAfterSave('slow', 51 * MINUTE)).status).toBe('ACTIVE');
});

test('createFails, createError and deletedMeanwhile end with the status in their name', async () => {
  expect(await imageAfterSave('createFails')).toMatchObject({
    status: 'CREATE_FAILED',
    status_message: 'container size 62G is greater than threshold 35G',
  });
  expect((await imageAfterSave('createError')).status).toBe('ERROR');
  expect((await imageAfterSave('deletedMeanwhile')).status).toBe('DELETED');
});

test('after a failed save the notebook runs on its previous image', async () => {
  const emulator = await startTestEmulator({ scenario: 'createFails' });
  const notebook = emulator.edit.notebooks.find(({ status }) => status === 'RUNNING');
  await save(emulator);
  emulator.advance(7 * MINUTE);
  expect(emulator.edit.notebooks.find(({ id }) => id === notebook?.id)).toMatchObject({
    status: 'RUNNING',
    imageId: notebook?.imageId,
  });
});

test.for([
  ['notRunning', '400 ModelArts.6327'],
  ['forbidden', '403 ModelArts.0112'],
  ['noOrganizations', '400 ModelArts.2885'],
  ['throttled', '429 APIGW.0308'],
  ['unavailable', '503 APIGW.0601'],
  ['expired401', '401 APIGW.0301'],
  ['clockSkew', '401 APIGW.0301'],
  ['resetBefore', 'ECONNRESET'],
  ['notJson', '200'],
  ['redirect302', '302'],
  ['redirect307', '307'],
  ['redirect308', '308'],
] as const)('%s responds to a save with %s and creates no image', async ([scenario, answer]) => {
  const emulator = await startTestEmulator({ scenario });
  expect(await outcome(save(emulator))).toBe(answer);
  expect(images(emulator)).toEqual([]);
  expect(emulator.journal.at(-1)).toMatchObject({ operation: 'CreateImage', accepted: false });
});

test.for([
  ['lostAnswer', 'ECONNRESET'],
  ['gatewayTimeout', '504 APIGW.0201'],
  ['truncatedLength', 'ECONNRESET'],
  ['truncatedChunked', 'ECONNRESET'],
  ['empty', '200'],
] as const)('%s responds to a save with %s and creates the image', async ([scenario, answer]) => {
  const emulator = await startTestEmulator({ scenario });
  expect(await outcome(save(emulator))).toBe(answer);
  expect(images(emulator)).toHaveLength(1);
  expect(emulator.journal.at(-1)).toMatchObject({ operation: 'CreateImage', accepted: true });
});

test('timeoutAfterAccept creates the image and never responds', async () => {
  const emulator = await startTestEmulator({ scenario: 'timeoutAfterAccept' });
  const agent = new http.Agent();
  onTestFinished(() => agent.destroy());
  const running = emulator.edit.notebooks.find(({ status }) => status === 'RUNNING');
  const target = path(emulator, `notebooks/${running?.id}/create-image`);
  const answer = outcome(sendRequest(emulator, { method: 'POST', target, body: BODY, agent }));
  await expect.poll(() => images(emulator).length).toBe(1);
  expect(emulator.journal.at(-1)).toMatchObject({ accepted: true, status: undefined, fault: 'hang' });
  await emulator.close();
  expect(await answer).toBe('ECONNRESET');
});

test('nameTaken takes the first tag, and the next tag is free', async () => {
  const emulator = await startTestEmulator({ scenario: 'nameTaken' });
  expect(await outcome(save(emulator))).toBe('400 ModelArts.6737');
  expect(await outcome(save(emulator))).toBe('400 ModelArts.6737');
  expect(await outcome(save(emulator, { ...BODY, tag: 'fresh-2' }))).toBe('200');
});

test('throttled and throttledDate send Retry-After and accept the fourth request', async () => {
  for (const scenario of ['throttled', 'throttledDate']) {
    const emulator = await startTestEmulator({ scenario });
    const target = path(emulator, 'notebooks');
    const first = await sendRequest(emulator, target);
    const retryAfter = String(first.headers['retry-after']);
    if (scenario === 'throttled') expect(retryAfter).toBe('2');
    else expect(Date.parse(retryAfter) - Date.parse(String(first.headers.date))).toBeGreaterThanOrEqual(2000);
    expect([await outcome(sendRequest(emulator, target)), await outcome(sendRequest(emulator, target))]).toEqual([
      '429 APIGW.0308',
      '429 APIGW.0308',
    ]);
    expect(await outcome(sendRequest(emulator, target))).toBe('200');
  }
});

test('serverErrors returns 500 to 504, then 200', async () => {
  const emulator = await startTestEmulator({ scenario: 'serverErrors' });
  const statuses: number[] = [];
  for (let request = 0; request < 6; request += 1)
    statuses.push((await sendRequest(emulator, path(emulator, 'notebooks'))).status);
  expect(statuses).toEqual([500, 501, 502, 503, 504, 200]);
});

test('redirects lead to the configured URL', async () => {
  const emulator = await startTestEmulator({ scenario: 'redirect307', redirectTo: 'https://elsewhere.example.com/' });
  expect((await sendRequest(emulator, path(emulator, 'notebooks'))).headers.location).toBe(
    'https://elsewhere.example.com/',
  );
});

test('notJson returns a web page with status 200', async () => {
  const emulator = await startTestEmulator({ scenario: 'notJson' });
  const reply = await sendRequest(emulator, path(emulator, 'notebooks'));
  expect([reply.status, reply.headers['content-type'], reply.json]).toEqual([
    200,
    'text/html; charset=utf-8',
    undefined,
  ]);
});

test('hugeAnswer sends 300 MiB', { timeout: 60_000 }, async () => {
  const emulator = await startTestEmulator({ scenario: 'hugeAnswer' });
  const size = await new Promise<number>((resolve, reject) => {
    http.get(`${emulator.url}${path(emulator, 'notebooks')}`, (response) => {
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
      });
      response.on('end', () => resolve(bytes)).on('error', reject);
    });
  });
  expect(size).toBeGreaterThanOrEqual(300 * 1024 * 1024);
});

test('drip sends one byte at a time', async () => {
  const emulator = await startTestEmulator({ scenario: 'drip' });
  const parts = await new Promise<number[]>((resolve) => {
    const sizes: number[] = [];
    const request = http.get(`${emulator.url}${path(emulator, 'notebooks')}`, { agent: false }, (response) => {
      response.on('error', () => resolve(sizes));
      response.on('data', (part: Buffer) => {
        sizes.push(part.length);
        if (sizes.length === 2) request.destroy();
      });
    });
  });
  expect(parts).toEqual([1, 1]);
});

/** Returns the outcomes of five requests for the image of a new save. */
async function pollFiveTimes(scenario: string): Promise<string[]> {
  const emulator = await startTestEmulator({ scenario });
  const { id } = (await save(emulator)).json;
  const seen: string[] = [];
  for (let poll = 0; poll < 5; poll += 1)
    seen.push(await outcome(sendRequest(emulator, path(emulator, `images/${id}`))));
  return seen;
}

test('lateImage hides the image from three requests, missingImage from all', async () => {
  expect(await pollFiveTimes('lateImage')).toEqual([
    '404 ModelArts.6404',
    '404 ModelArts.6404',
    '400 ModelArts.6404',
    '200',
    '200',
  ]);
  expect(new Set(await pollFiveTimes('missingImage'))).toEqual(new Set(['400 ModelArts.6404']));
});

test('unknownStatus uses an undocumented status and then creates the image', async () => {
  expect((await imageAfterSave('unknownStatus', 4 * MINUTE)).status).toBe('PUSHING_LAYERS');
  expect((await imageAfterSave('unknownStatus')).status).toBe('ACTIVE');
});

test('clockSkew shifts the Date header', async () => {
  const emulator = await startTestEmulator({ scenario: 'clockSkew' });
  const { headers } = await sendRequest(emulator, path(emulator, 'notebooks'));
  expect(Math.round((Date.parse(String(headers.date)) - Date.now()) / MINUTE)).toBe(20);
});

test('emptyAccount has no notebooks and images of its own', async () => {
  const emulator = await startTestEmulator({ scenario: 'emptyAccount' });
  expect((await sendRequest(emulator, path(emulator, 'notebooks'))).json).toMatchObject({
    data: [],
    total: 0,
    pages: 0,
  });
  expect((await sendRequest(emulator, path(emulator, 'images?type=DEDICATED'))).json.total).toBe(0);
});

test('malformedNotebook adds one row with invalid fields', async () => {
  const emulator = await startTestEmulator({ scenario: 'malformedNotebook', notebooks: 12 });
  const { data, total } = (await sendRequest(emulator, path(emulator, 'notebooks?limit=20'))).json;
  expect([typeof data[0].id, typeof data[1].id, data.length, total]).toEqual(['number', 'string', 13, 13]);
});

test('switching back to happy undoes every scenario', async () => {
  const emulator = await startTestEmulator();
  for (const scenario of Object.keys(SCENARIOS)) {
    emulator.setScenario(scenario);
    emulator.setScenario('happy');
    expect([scenario, await outcome(sendRequest(emulator, path(emulator, 'notebooks')))]).toEqual([scenario, '200']);
  }
});
