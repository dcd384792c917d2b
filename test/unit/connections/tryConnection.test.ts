import { expect, test } from 'vitest';
import { findUsableProject } from '../../../src/connections/tryConnection';
import { aRefusal } from '../../support/builders';

const { signal } = new AbortController();
const forbidden = aRefusal({ status: 403 });

/** Projects whose notebooks can be listed, or what refuses it. */
function projects(answers: Readonly<Record<string, number | Error>>) {
  const asked: string[] = [];
  const clientOf = (id: string) => ({
    async *listNotebooks() {
      asked.push(id);
      const answer = answers[id];
      if (answer instanceof Error) throw answer;
      yield { total: answer, notebooks: [], malformed: 0 };
    },
    listWorkspaces: () => Promise.resolve([]),
  });
  return { asked, clientOf };
}

test('the first project whose notebooks can be listed is used', async () => {
  const { asked, clientOf } = projects({ p1: forbidden, p2: 3, p3: 5 });
  expect(await findUsableProject(['p1', 'p2', 'p3'], clientOf, signal)).toEqual({
    projectId: 'p2',
    notebooks: 3,
    workspaces: [],
  });
  expect(asked).toEqual(['p1', 'p2']);
});

test('the refusal of the first project is reported when every project refuses', async () => {
  const { clientOf } = projects({ p1: forbidden, p2: aRefusal({ status: 403 }) });
  await expect(findUsableProject(['p1', 'p2'], clientOf, signal)).rejects.toBe(forbidden);
});

test('no other project is tried when the credentials are refused', async () => {
  const refused = aRefusal({ status: 401 });
  const { asked, clientOf } = projects({ p1: refused, p2: 1 });
  await expect(findUsableProject(['p1', 'p2'], clientOf, signal)).rejects.toBe(refused);
  expect(asked).toEqual(['p1']);
});
