import { expect, test } from 'vitest';
import type { Workspace } from '../../../../../src/model/account';
import { workspaceSource } from '../../../../../src/ui/saves/flow/prefetchedLists';
import { silentLogger } from '../../../../../src/util/logger';
import { aRefusal } from '../../../../support/builders';
import { ManualClock } from '../../../../support/manualClock';

const SOME: readonly Workspace[] = [{ id: 'w1', name: 'research' }];

function aSource(listWorkspaces: () => Promise<readonly Workspace[]>) {
  const clock = new ManualClock();
  const { signal } = new AbortController();
  return { clock, source: workspaceSource({ client: { listWorkspaces }, clock, log: silentLogger, signal }) };
}

test('the workspaces are listed once without a pending timer', async () => {
  let count = 0;
  const { clock, source } = aSource(async () => {
    count += 1;
    return SOME;
  });
  await source.read();
  await source.read();
  expect([source.known, count, clock.sleepers]).toEqual([SOME, 1, 0]);
});

test('a list is awaited for at most three seconds and used when it arrives later', async () => {
  let give: (workspaces: readonly Workspace[]) => void = () => undefined;
  const { clock, source } = aSource(() => new Promise((resolve) => (give = resolve)));
  const reading = source.read();
  await clock.advance(3000);
  await reading;
  expect(source.known).toEqual([]);
  give(SOME);
  await source.read();
  expect(source.known).toEqual(SOME);
});

test.each([aRefusal({ status: 400, code: 'ModelArts.7002' }), new TypeError('not a function')])(
  'an account that cannot list its workspaces offers none: %s',
  async (error) => {
    const { source } = aSource(async () => {
      throw error;
    });
    await source.read();
    expect(source.known).toEqual([]);
  },
);
