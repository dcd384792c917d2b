import { type Answer, type Call, ok, param } from '../http/call';
import { refuse } from '../http/refusals';
import type { Notebook } from '../world/notebook';
import type { World } from '../world/world';
import { malformedNotebook } from './malformed';
import { notebookDetails, notebookRow } from './notebookWire';
import { orderOf, pageOf, type SortKeys, windowOf } from './paging';

/**
 * Returns the notebook in the path.
 *
 * @throws RefusedCall ModelArts.6309 if it does not exist
 */
export function findNotebook(world: World, call: Call): Notebook {
  const notebook = world.behavior.empty ? undefined : world.notebooks.get(param(call, 'id'));
  return notebook ?? refuse('ModelArts.6309');
}

/** GET /v1/{project_id}/notebooks/{id} */
export function showNotebook(world: World, call: Call): Answer {
  return ok(notebookDetails(world, findNotebook(world, call)));
}

/** The only limits that the service accepts. Source: Terraform provider, data source `huaweicloud_modelarts_notebooks`. */
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

/** GET /v1/{project_id}/notebooks: the caller's notebooks. */
export function listNotebooks(world: World, call: Call): Answer {
  return list(world, call, (notebook) => notebook.owner.id === call.caller.id);
}

/** GET /v1/{project_id}/notebooks/all: the notebooks of all users. */
export function listAllNotebooks(world: World, call: Call): Answer {
  return list(world, call, () => true);
}

function list(world: World, call: Call, belongs: (notebook: Notebook) => boolean): Answer {
  const window = windowOf(call, 10, LIMITS);
  const order = orderOf(call, SORT_KEYS, 'create_at');
  const matchesFilter = filterOf(call);
  const all = cached(world, call, () =>
    [...world.notebooks.values()].filter((notebook) => belongs(notebook) && matchesFilter(notebook)).sort(order),
  );
  const isMalformed = world.behavior.malformedRow && call.query.get('feature') !== 'DEFAULT';
  const rows = isMalformed ? [undefined, ...all] : all;
  return ok(pageOf(rows, window, (row) => (row ? notebookRow(world, row) : malformedNotebook(world))));
}

/** Returns the filter of a query. A missing or empty parameter matches everything. */
function filterOf(call: Call): (notebook: Notebook) => boolean {
  const param = (name: string) => call.query.get(name) ?? '';
  const feature = param('feature') || 'NOTEBOOK';
  if (feature !== 'NOTEBOOK' && feature !== 'DEFAULT') refuse('ModelArts.6336', 'feature');
  const name = param('name').toLowerCase();
  if (name.length > 128) refuse('ModelArts.6336', 'name');
  const workspaceId = param('workspace_id') || param('workspaceId');
  return (notebook) =>
    notebook.feature === feature &&
    notebook.name.toLowerCase().includes(name) &&
    matches(param('status'), notebook.status) &&
    matches(param('owner'), notebook.owner.id) &&
    matches(workspaceId, notebook.workspaceId) &&
    matches(param('pool_id'), notebook.pool?.id) &&
    matches(param('flavor'), notebook.flavor) &&
    matches(param('image_id'), notebook.imageId) &&
    matches(param('id'), notebook.id);
}

function matches(wanted: string, fact: string | undefined): boolean {
  return wanted === '' || wanted === fact;
}

interface CachedList {
  readonly key: string;
  readonly all: readonly Notebook[];
}

const cache = new WeakMap<World, CachedList>();

/** Caches the last list, because sorting ten thousand notebooks for each of two hundred pages would be slow. */
function cached(world: World, call: Call, compute: () => readonly Notebook[]): readonly Notebook[] {
  if (world.behavior.empty) return [];
  const query = [...call.query].filter(([name]) => name !== 'limit' && name !== 'offset');
  const key = JSON.stringify([world.revision, call.operation, call.caller.id, query]);
  const last = cache.get(world);
  if (last?.key === key) return last.all;
  const all = compute();
  cache.set(world, { key, all });
  return all;
}
