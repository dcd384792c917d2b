import { expect, test } from 'vitest';
import { findUsableProject } from '../../../src/connections/tryConnection';
import { aRefusal } from '../../support/builders';

const { signal } = new AbortController();
const forbidden = aRefusal({ status: 403 });

/** Projects by ID, with the number of notebooks or the error of the list request. */
function projects(results: Readonly<Record<string, number | Error>>) {
  const requested: string[] = [];
  const clientOf = (id: string) => ({
    async *listNotebooks() {
      requested.push(id);
      const result = results[id];
      if (result instanceof Error) throw result;
      yield { total: result, notebooks: [], malformed: 0 };
    },
    listWorkspaces: () => Promise.resolve([]),
  });
  return { requested, clientOf };
}

test('findUsableProject returns the first project whose notebooks can be listed', async () => {
  const { requested, clientOf } = projects({ p1: forbidden, p2: 3, p3: 5 });
  expect(await findUsableProject(['p1', 'p2', 'p3'], clientOf, signal)).toEqual({
    projectId: 'p2',
    notebooks: 3,
    workspaces: [],
  });
  expect(requested).toEqual(['p1', 'p2']);
});

test('findUsableProject throws the error of the first project when none can be listed', async () => {
  const { clientOf } = projects({ p1: forbidden, p2: aRefusal({ status: 403 }) });
  await expect(findUsableProject(['p1', 'p2'], clientOf, signal)).rejects.toBe(forbidden);
});

test('findUsableProject tries no other project when the credentials are rejected', async () => {
  const refused = aRefusal({ status: 401 });
  const { requested, clientOf } = projects({ p1: refused, p2: 1 });
  await expect(findUsableProject(['p1', 'p2'], clientOf, signal)).rejects.toBe(refused);
  expect(requested).toEqual(['p1']);
});
