import { expect, test } from 'vitest';
import { startEmulator } from '../../../src/emulator/index';
import { connectTo } from '../../support/connectTo';

const soon = (): AbortSignal => AbortSignal.timeout(10_000);

test('no key, token, signature or tokenised address stands in a log line or an error, at any level', async () => {
  const emulator = await startEmulator({
    notebooks: 20,
    credentials: { securityToken: 'temporary-token-of-these-keys' },
  });
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  const log = { trace: keep, debug: keep, info: keep, warn: keep, error: keep };
  const keepError = (error: unknown): void => {
    for (let each = error; each instanceof Error; each = each.cause)
      lines.push(`${each.stack} ${JSON.stringify(each)}`);
  };
  const request = { name: 'base', namespace: 'team', tag: 'v1', description: '', workspaceId: '0' };
  const right = connectTo(emulator, { log });
  const wrong = connectTo(emulator, { log, secretKey: 'not-the-secret-key' });
  const { notebooks } = await right.client.readNotebooks({}, soon());
  for (const { client } of [right, wrong]) {
    await client.getNotebook(notebooks[0]!.id, soon()).catch(keepError);
    await client.createImage('gone', request, soon()).catch(keepError);
    await client.listImages({}, soon()).catch(keepError);
  }
  emulator.fail({ on: '*', with: 'resetAfter', times: 2 });
  await right.client.createImage(notebooks[0]!.id, request, soon()).catch(keepError);
  lines.push(JSON.stringify(notebooks));
  const text = lines.join('\n');
  expect(text).toContain('APIGW.0301');
  for (const secret of [
    emulator.accessKey,
    emulator.secretKey,
    'not-the-secret-key',
    'temporary-token',
    'Signature=',
  ]) {
    expect(text).not.toContain(secret);
  }
  for (const { token } of emulator.edit.notebooks) {
    if (token) expect(text).not.toContain(token);
  }
  await right.close();
  await wrong.close();
  await emulator.close();
});
