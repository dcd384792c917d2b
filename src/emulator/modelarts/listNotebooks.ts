import { type Answer, type Call, ok } from '../http/call';
import { refuse } from '../http/refusals';
import type { Notebook } from '../world/notebook';
import type { World } from '../world/world';
import { malformedNotebook } from './malformed';
import { notebookRow } from './notebookWire';
import { pageOf, windowOf } from './paging';
import { orderOf, type SortKeys } from './sorting';

/** The only limits that the service takes. Source: Terraform provider, data source `huaweicloud_modelarts_notebooks`. */
const LIMITS = [10, 20, 50];

const SORT_KEYS: SortKeys<Notebook> = {
  name: ({ name }) => name,
  status: ({ status }) => status,
  flavor: ({ flavor }) => flavor,
  owner: ({ owner }) => owner.name,
  create_at: ({ createdAt }) => createdAt,
  createTime: ({ createdAt }) => createdAt,
  update_at: ({ updatedAt }) => updatedAt,
  updateTime: ({ updatedAt }) => updatedAt,
};

/** GET /v1/{project_id}/notebooks: the caller's own. */
export function listNotebooks(world: World, call: Call): Answer {
  return list(world, call, (notebook) => notebook.owner.id === call.caller.id);
}

/** GET /v1/{project_id}/notebooks/all: everybody's. */
export function listAllNotebooks(world: World, call: Call): Answer {
  return list(world, call, () => true);
}

function list(world: World, call: Call, belongs: (notebook: Notebook) => boolean): Answer {
  const window = windowOf(call, 10, LIMITS);
  const order = orderOf(call, SORT_KEYS, 'create_at');
  const isAsked = filterOf(call);
  const all = remembered(world, call, () =>
    [...world.notebooks.values()].filter((notebook) => belongs(notebook) && isAsked(notebook)).sort(order),
  );
  const isMalformed = world.behaviour.malformedRow && call.query.get('feature') !== 'DEFAULT';
  const rows = isMalformed ? [undefined, ...all] : all;
  return ok(pageOf(rows, window, (row) => (row ? notebookRow(world, row) : malformedNotebook(world))));
}

/** A filter that is not given, or empty, lets everything through. */
function filterOf(call: Call): (notebook: Notebook) => boolean {
  const asked = (name: string) => call.query.get(name) ?? '';
  const feature = asked('feature') || 'NOTEBOOK';
  if (feature !== 'NOTEBOOK' && feature !== 'DEFAULT') refuse('ModelArts.6336', 'feature');
  const name = asked('name').toLowerCase();
  if (name.length > 128) refuse('ModelArts.6336', 'name');
  const workspaceId = asked('workspace_id') || asked('workspaceId');
  return (notebook) =>
    notebook.feature === feature &&
    notebook.name.toLowerCase().includes(name) &&
    is(asked('status'), notebook.status) &&
    is(asked('owner'), notebook.owner.id) &&
    is(workspaceId, notebook.workspaceId) &&
    is(asked('pool_id'), notebook.pool?.id) &&
    is(asked('flavor'), notebook.flavor) &&
    is(asked('image_id'), notebook.imageId) &&
    is(asked('id'), notebook.id);
}

function is(wanted: string, fact: string | undefined): boolean {
  return wanted === '' || wanted === fact;
}

interface Memory {
  readonly key: string;
  readonly all: readonly Notebook[];
}

const memories = new WeakMap<World, Memory>();

/** Sorting ten thousand for each of two hundred pages would cost more than all else: the last list is kept. */
function remembered(world: World, call: Call, work: () => readonly Notebook[]): readonly Notebook[] {
  if (world.behaviour.empty) return [];
  const query = [...call.query].filter(([name]) => name !== 'limit' && name !== 'offset');
  const key = JSON.stringify([world.revision, call.operation, call.caller.id, query]);
  const memory = memories.get(world);
  if (memory?.key === key) return memory.all;
  const all = work();
  memories.set(world, { key, all });
  return all;
}
