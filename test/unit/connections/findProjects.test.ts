import { expect, test } from 'vitest';
import { deniesProjectList, findProjects } from '../../../src/connections/tryConnection';
import type { Project } from '../../../src/model/account';
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
  const respond = async (result: readonly Project[] | Error) => {
    if (result instanceof Error) throw result;
    return result;
  };
  return { listProjects: () => respond(own), listAccessibleProjects: () => respond(accessible) };
};

test.each([
  ['in both lists', [region], [team, ...others, region], [region, team]],
  ['only in the account’s list', [region], forbidden, [region]],
  ['only in the user’s list', forbidden, [team, ...others], [team]],
  ['not of another region', [], others, []],
])('findProjects returns each project once, the region’s own first: %s', async (_what, own, accessible, found) => {
  expect(await findProjects(iam(own, accessible), 'cn-north-4', signal)).toEqual(found);
});

test('findProjects throws IAM’s error when the account may read neither list', async () => {
  await expect(findProjects(iam(forbidden, aRefusal({ status: 404 })), 'cn-north-4', signal)).rejects.toBe(forbidden);
});

test('deniesProjectList is true when the account may not list projects, not when keys are wrong or IAM is unavailable', () => {
  expect([403, 404, 400].map((status) => deniesProjectList(aRefusal({ status })))).toEqual([true, true, true]);
  expect([401, 500].map((status) => deniesProjectList(aRefusal({ status })))).toEqual([false, false]);
  expect(deniesProjectList(new Error('a bug'))).toBe(false);
});
