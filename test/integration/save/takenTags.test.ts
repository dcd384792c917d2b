import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../../src/emulator/index';
import { TagAvailability } from '../../../src/ui/saves/flow/tagAvailability';
import { systemClock } from '../../../src/util/clock';
import { anImageRequest } from '../../support/builders';
import { connectTo } from '../../support/connectTo';
import { KeptLog } from '../../support/doubles';

const { signal } = new AbortController();

async function asking() {
  const emulator = await startEmulator();
  const { client, swr, close } = connectTo(emulator);
  const log = new KeptLog();
  const taken = new TagAvailability({
    swr: () => Promise.resolve(swr),
    modelArts: () => Promise.resolve(client),
    clock: systemClock,
    log,
  });
  onTestFinished(async () => {
    taken.dispose();
    await close();
    await emulator.close();
  });
  return { emulator, client, taken, log };
}

test('a tag in the registry is taken, and any tag of a missing repository is free', async () => {
  const { emulator, taken } = await asking();
  const { namespace, name, tag } = emulator.edit.images.find(
    (image) => image.type === 'DEDICATED' && image.status === 'ACTIVE',
  )!;
  expect(await taken.check({ namespace, name, tag }, signal)).toMatchObject({ kind: 'taken' });
  expect(await taken.check({ namespace, name: 'no-such-repository', tag }, signal)).toEqual({ kind: 'free' });
});

test('a tag of an image that is still being built is taken although the registry does not list it yet', async () => {
  const { emulator, client, taken } = await asking();
  const { id } = emulator.edit.addNotebook({ name: 'busy', status: 'RUNNING' });
  const request = anImageRequest({ namespace: emulator.edit.organizations[0]!.name, name: 'busy', tag: 'v3' });
  await client.createImage(id, request, signal);
  expect(await taken.check(request, signal)).toEqual({ kind: 'taken', next: 'v4' });
});

test('availability is unknown when a service cannot be reached, and does not block the save', async () => {
  const { emulator, taken, log } = await asking();
  await emulator.close();
  const target = { namespace: 'team', name: 'base', tag: 'v1' };
  expect(await taken.check(target, signal)).toEqual({ kind: 'unknown', why: 'failed' });
  expect(log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
});
