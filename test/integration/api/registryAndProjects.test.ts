import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../../src/emulator/index';
import { connectTo } from '../../support/connectTo';

const { signal } = new AbortController();

async function connect() {
  const emulator = await startEmulator();
  const { swr, iam, client, close } = connectTo(emulator);
  onTestFinished(async () => {
    await close();
    await emulator.close();
  });
  return { emulator, swr, iam, client };
}

test('listOrganizations returns the account’s permission in each organization', async () => {
  const { emulator, swr } = await connect();
  const accessOf = new Map([
    [7, 'manage'],
    [3, 'edit'],
    [1, 'read'],
  ]);
  const expected = emulator.edit.organizations.map(({ name, auth }) => ({ name, access: accessOf.get(auth) }));
  expect(await swr.listOrganizations(signal)).toEqual(expected);
  expect(expected.map(({ access }) => access)).toContain('read');
});

test('createOrganization accepts an empty response and rejects a name that is taken', async () => {
  const { swr } = await connect();
  await swr.createOrganization('mine-alone', signal);
  expect(await swr.listOrganizations(signal)).toContainEqual({ name: 'mine-alone', access: 'manage' });
  await expect(swr.createOrganization('mine-alone', signal)).rejects.toMatchObject({ kind: 'refused', status: 409 });
});

test('hasTag and listTags return the tags of a repository, and none for a missing repository', async () => {
  const { emulator, swr } = await connect();
  const { namespace, name, tag } = emulator.edit.images.find(
    (image) => image.type === 'DEDICATED' && image.status === 'ACTIVE',
  )!;
  expect(await swr.hasTag(namespace, name, tag, signal)).toBe(true);
  expect(await swr.hasTag(namespace, name, 'no-such-tag', signal)).toBe(false);
  expect(await swr.listTags(namespace, name, signal)).toContain(tag);
  expect(await swr.listTags(namespace, 'no-such-repository', signal)).toEqual([]);
  expect(await swr.listTags('no-such-organization', name, signal)).toEqual([]);
});

test('listProjects finds the project of a region by its name', async () => {
  const { emulator, iam } = await connect();
  const found = await iam.listProjects(emulator.region, signal);
  expect(found).toContainEqual({ id: emulator.projectId, name: emulator.region });
});

test('listWorkspaces rejects with ModelArts.7002 when the account has no workspaces', async () => {
  const { emulator, client } = await connect();
  expect((await client.listWorkspaces(signal)).map(({ id }) => id)).toContain('0');
  emulator.setScenario('workspaceFeatureOff');
  await expect(client.listWorkspaces(signal)).rejects.toMatchObject({ kind: 'refused', code: 'ModelArts.7002' });
});

test('a notebook can be started, its lease extended, and stopped', async () => {
  const { emulator, client } = await connect();
  const stopped = emulator.edit.addNotebook({ name: 'asleep', status: 'STOPPED' });
  expect((await client.startNotebook(stopped.id, 7_200_000, signal)).status).toBe('STARTING');
  emulator.advance(600_000);
  const running = await client.getNotebook(stopped.id, signal);
  expect(running).toMatchObject({ status: 'RUNNING', lease: { durationMs: 7_200_000 } });
  await client.renewLease(stopped.id, 36_000_000, signal);
  const renewed = await client.getNotebook(stopped.id, signal);
  expect(renewed.leaseEndsAt).toBeGreaterThan(running.leaseEndsAt ?? 0);
  expect((await client.stopNotebook(stopped.id, signal)).status).toBe('STOPPING');
});

test.each([true, false])('deleteImage deletes the content in SWR: %s', async (withContent) => {
  const { emulator, client, swr } = await connect();
  const { id, namespace, name, tag } = emulator.edit.images.find(
    (image) => image.type === 'DEDICATED' && image.status === 'ACTIVE',
  )!;
  await client.deleteImage(id, withContent, signal);
  await expect(client.getImage(id, signal)).rejects.toMatchObject({ kind: 'refused', code: 'ModelArts.6404' });
  expect(await swr.hasTag(namespace, name, tag, signal)).toBe(!withContent);
});
