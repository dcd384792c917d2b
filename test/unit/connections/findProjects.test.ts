import { expect, test } from 'vitest';
import { deniesProjectList, findProjects } from '../../../src/connections/findProjects';
import type { Project } from '../../../src/model/project';
import { aRefusal } from '../../support/builders';

const { signal } = new AbortController();
const forbidden = aRefusal({ status: 403 });
const region = { id: 'p1', name: 'cn-north-4' };
const team = { id: 'p2', name: 'cn-north-4_team' };
const others = [
  { id: 'p3', name: 'cn-north-41' },
  { id: 'p4', name: 'MOS' },
];

const iam = (own: readonly Project[] | Error, accessible: readonly Project[] | Error) => {
  const answer = async (what: readonly Project[] | Error) => {
    if (what instanceof Error) throw what;
    return what;
  };
  return { listProjects: () => answer(own), listAccessibleProjects: () => answer(accessible) };
};

test.each([
  ['both lists give', [region], [team, ...others, region], [region, team]],
  ['the account’s list alone gives', [region], forbidden, [region]],
  ['the user’s list alone gives', forbidden, [team, ...others], [team]],
  ['neither gives for another region', [], others, []],
])('what %s is found once, the region’s own first', async (_what, own, accessible, found) => {
  expect(await findProjects(iam(own, accessible), 'cn-north-4', signal)).toEqual(found);
});

test('where neither may be read, IAM’s own words come through', async () => {
  await expect(findProjects(iam(forbidden, aRefusal({ status: 404 })), 'cn-north-4', signal)).rejects.toBe(forbidden);
});

test('a person is asked for the project where IAM may not say it, not where the keys are wrong or IAM is away', () => {
  expect([403, 404, 400].map((status) => deniesProjectList(aRefusal({ status })))).toEqual([true, true, true]);
  expect([401, 500].map((status) => deniesProjectList(aRefusal({ status })))).toEqual([false, false]);
  expect(deniesProjectList(new Error('a bug'))).toBe(false);
});
