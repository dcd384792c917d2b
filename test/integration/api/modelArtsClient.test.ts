import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/emulator/index';
import { connectTo } from '../../support/connectTo';

const soon = (): AbortSignal => AbortSignal.timeout(15_000);

describe('ModelArtsClient against the emulated service', () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startEmulator({ notebooks: 120 });
  });

  afterEach(async () => {
    await emulator.close();
  });

  test('lists every notebook of every page once', async () => {
    const { client, close } = connectTo(emulator);
    const { notebooks, malformed, complete } = await client.readNotebooks({}, soon());
    expect(notebooks).toHaveLength(120);
    expect(new Set(notebooks.map(({ id }) => id)).size).toBe(120);
    expect({ malformed, complete }).toEqual({ malformed: 0, complete: true });
    expect(emulator.count('ListNotebooks')).toBe(3);
    await close();
  });

  test('reads one notebook without its token and its address', async () => {
    const { client, close } = connectTo(emulator);
    const { notebooks } = await client.readNotebooks({}, soon());
    const notebook = await client.getNotebook(notebooks[0]!.id, soon());
    expect(notebook.id).toBe(notebooks[0]!.id);
    expect(JSON.stringify([notebooks, notebook])).not.toMatch(/token|\/lab/);
    await close();
  });

  test('answers a wrong key with the code of the gateway', async () => {
    const { client, close } = connectTo(emulator, { secretKey: 'wrong' });
    await expect(client.readNotebooks({}, soon())).rejects.toMatchObject({
      kind: 'refused',
      status: 401,
      code: 'APIGW.0301',
    });
    await close();
  });

  test('tells nobody is there as not sent', async () => {
    const { client, close } = connectTo(emulator);
    await emulator.close();
    await expect(client.createImage('11111111-1111-4111-8111-111111111111', anyRequest, soon())).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'refused', code: 'ECONNREFUSED' },
    });
    await close();
  });

  test.each([
    ['resetAfter', 'outcomeUnknown'],
    ['resetBefore', 'outcomeUnknown'],
  ] as const)('tells %s of a save request as %s, and sends it once', async (fault, kind) => {
    const { client, close } = connectTo(emulator);
    const { notebooks } = await client.readNotebooks({}, soon());
    const running = notebooks.find(({ status }) => status === 'RUNNING');
    emulator.fail({ on: 'CreateImage', with: fault, times: 9 });
    await expect(client.createImage(running!.id, anyRequest, soon())).rejects.toMatchObject({ kind });
    expect(emulator.count('CreateImage')).toBe(1);
    await close();
  });
});

const anyRequest = { name: 'base', namespace: 'team', tag: 'v1', description: '', workspaceId: '0' };
