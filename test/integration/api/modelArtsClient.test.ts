import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/emulator/index';
import { connectTo } from '../../support/connectTo';

const deadline = (): AbortSignal => AbortSignal.timeout(15_000);

describe('ModelArtsClient with the emulator', () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startEmulator({ notebooks: 120 });
  });

  afterEach(async () => {
    await emulator.close();
  });

  test('lists each notebook of all pages once', async () => {
    const { client, close } = connectTo(emulator);
    const { notebooks, malformed, complete } = await client.readNotebooks({}, deadline());
    expect(notebooks).toHaveLength(120);
    expect(new Set(notebooks.map(({ id }) => id)).size).toBe(120);
    expect({ malformed, complete }).toEqual({ malformed: 0, complete: true });
    expect(emulator.count('ListNotebooks')).toBe(3);
    await close();
  });

  test('returns a notebook without its token and its URL', async () => {
    const { client, close } = connectTo(emulator);
    const { notebooks } = await client.readNotebooks({}, deadline());
    const notebook = await client.getNotebook(notebooks[0]!.id, deadline());
    expect(notebook.id).toBe(notebooks[0]!.id);
    expect(JSON.stringify([notebooks, notebook])).not.toMatch(/token|\/lab/);
    await close();
  });

  test('rejects a wrong secret key with the code of the gateway', async () => {
    const { client, close } = connectTo(emulator, { secretKey: 'wrong' });
    await expect(client.readNotebooks({}, deadline())).rejects.toMatchObject({
      kind: 'refused',
      status: 401,
      code: 'APIGW.0301',
    });
    await close();
  });

  test('rejects a save as not sent when the server is down', async () => {
    const { client, close } = connectTo(emulator);
    await emulator.close();
    await expect(
      client.createImage('11111111-1111-4111-8111-111111111111', anyRequest, deadline()),
    ).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'refused', code: 'ECONNREFUSED' },
    });
    await close();
  });

  test.each([
    ['resetAfter', 'outcomeUnknown'],
    ['resetBefore', 'outcomeUnknown'],
  ] as const)('maps %s of a save request to %s and sends the request once', async (fault, kind) => {
    const { client, close } = connectTo(emulator);
    const { notebooks } = await client.readNotebooks({}, deadline());
    const running = notebooks.find(({ status }) => status === 'RUNNING');
    emulator.fail({ on: 'CreateImage', with: fault, times: 9 });
    await expect(client.createImage(running!.id, anyRequest, deadline())).rejects.toMatchObject({ kind });
    expect(emulator.count('CreateImage')).toBe(1);
    await close();
  });
});

const anyRequest = { name: 'base', namespace: 'team', tag: 'v1', description: '', workspaceId: '0' };
