import { expect, test } from 'vitest';
import { startEmulator } from '../../../src/emulator/index';
import { connectTo } from '../../support/connectTo';
import { anEmulator, aWindow, entryOf } from '../connections/signIn';

const deadline = (): AbortSignal => AbortSignal.timeout(10_000);

test('no key, token, signature or URL with a token appears in an error or in the log at any level', async () => {
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
  const { notebooks } = await right.client.readNotebooks({}, deadline());
  for (const { client } of [right, wrong]) {
    await client.getNotebook(notebooks[0]!.id, deadline()).catch(keepError);
    await client.createImage('gone', request, deadline()).catch(keepError);
    await client.listImages({}, deadline()).catch(keepError);
  }
  emulator.fail({ on: '*', with: 'resetAfter', times: 2 });
  await right.client.createImage(notebooks[0]!.id, request, deadline()).catch(keepError);
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

test('no password or token appears in an error or in the log, whether IAM accepts the password or not', async () => {
  const emulator = await anEmulator();
  const { clients, connections, secrets, storage, log } = aWindow({ connections: [entryOf(emulator)], connection: '' });
  const { login } = emulator.credentials;
  const errors: string[] = [];
  const keepError = (error: unknown): void => {
    for (let each = error; each instanceof Error; each = each.cause)
      errors.push(`${each.stack} ${JSON.stringify(each)}`);
  };
  for (const password of [login.password, 'a-wrong-password']) {
    await secrets.store(connections.get('Work'), { kind: 'login', login: { ...login, password } });
    const client = await clients.for('Work').catch(keepError);
    await client?.readNotebooks({}, deadline()).catch(keepError);
  }
  emulator.fail({ on: 'KeystoneCreateUserTokenByPassword', with: 'resetAfter', times: 9 });
  await secrets.store(connections.get('Work'), { kind: 'login', login });
  await (await clients.for('Work').catch(keepError))?.readNotebooks({}, deadline()).catch(keepError);
  const text = [...log.lines, ...errors, JSON.stringify(connections.all)].join('\n');
  expect(text).toContain('POST 127.0.0.1');
  expect(errors.join()).toContain('401');
  for (const secret of [login.password, 'a-wrong-password', 'MIIF', 'x-auth-token', 'x-subject-token']) {
    expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
  }
  expect([...storage.values.values()].join()).toContain(login.password);
});
