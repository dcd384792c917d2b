import { type Answer, type Call, ok, param } from '../http/call';
import { refuse } from '../http/refusals';
import { flavorOf } from '../world/flavors';
import type { Lease, Notebook } from '../world/resources';
import type { World } from '../world/world';
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

/** Returns the JSON of a list row. Source: API page ListNotebooks. */
function notebookRow(world: World, notebook: Notebook): object {
  const { id, token, volumeGb } = notebook;
  const image = world.images.get(notebook.imageId);
  return {
    id,
    name: notebook.name,
    description: notebook.description,
    feature: notebook.feature,
    flavor: notebook.flavor,
    status: notebook.status,
    image: image && { id: image.id, name: image.name, swr_path: image.swrPath, type: image.type, tag: image.tag },
    lease: notebook.lease && leaseWire(notebook.lease),
    pool: notebook.pool,
    token,
    url: `https://authoring-modelarts.${world.region}.example.com/${id}/lab?token=${encodeURIComponent(token)}`,
    volume: {
      category: 'EVS',
      ownership: 'MANAGED',
      mount_path: '/home/ma-user/work/',
      capacity: volumeGb,
      status: 'MOUNTED',
    },
    workspace_id: notebook.workspaceId,
    user: { id: notebook.owner.id, name: notebook.owner.name, domain: { id: world.domainId, name: 'demo-account' } },
    user_id: notebook.owner.id,
    endpoints: endpoints(world, notebook),
    billing_items: notebook.status === 'STOPPED' ? ['STORAGE'] : ['STORAGE', 'COMPUTE'],
    create_at: notebook.createdAt,
    update_at: notebook.updatedAt,
    fail_reason: notebook.failReason,
    tags: [],
    ...notebook.overlay,
  };
}

/** Returns the JSON of a single notebook. Source: API page ShowNotebook. */
export function notebookDetails(world: World, notebook: Notebook): object {
  return {
    ...notebookRow(world, notebook),
    custom_spec: customSpec(notebook),
    data_volumes: [],
    action_progress: actionProgress(notebook),
    run_user: { uid: '1000', gid: '100', user_name: 'ma-user', group_name: 'ma-group' },
    jupyter_version: '3.2.3',
    current_time: world.now(),
    ...notebook.overlay,
  };
}

/** Returns the JSON of a lease. */
export function leaseWire(lease: Lease): object {
  return {
    create_at: lease.createdAt,
    duration: lease.durationMs,
    enable: lease.enabled,
    type: lease.type,
    update_at: lease.updatedAt,
  };
}

function endpoints(world: World, { id, sshPort }: Notebook): readonly object[] {
  const jupyter = {
    service: 'NOTEBOOK',
    dev_service: 'NOTEBOOK',
    uri: `https://authoring-modelarts.${world.region}.example.com/${id}/lab`,
  };
  if (sshPort === undefined) return [jupyter];
  const uri = `ssh://ma-user@dev-modelarts.${world.region}.example.com:${sshPort}`;
  return [
    jupyter,
    { service: 'SSH', dev_service: 'SSH', uri, key_pair_names: ['KeyPair-team'], allowed_access_ips: [] },
  ];
}

function customSpec({ flavor }: Notebook): object | undefined {
  const spec = flavorOf(flavor);
  if (!spec) return undefined;
  const gpu = spec.accelerator === undefined ? {} : { gpu: 1, gpu_type: spec.accelerator };
  return { cpu: spec.cpu, memory: spec.memory, arch: spec.arch, category: spec.category, ...gpu };
}

const START_STEPS = ['Prepare storage', 'Prepare compute resources', 'Configure network', 'Initialize instance'];

function actionProgress({ status }: Notebook): readonly object[] | undefined {
  if (status !== 'STARTING' && status !== 'CREATING') return undefined;
  const statuses = ['COMPLETED', 'PROCESSING', 'WAITING', 'WAITING'];
  return START_STEPS.map((description, index) => ({ step: index + 1, status: statuses[index], description }));
}

/** Returns a notebook whose fields all have the wrong type or are missing. */
function malformedNotebook(world: World): object {
  return {
    id: 4711,
    name: { text: 'no text' },
    status: ['RUNNING'],
    lease: 'tomorrow',
    user: 'nobody',
    volume: 50,
    create_at: '2026-13-45',
    workspace_id: null,
    token: world.random.uuid(),
  };
}

/** GET /v1/{project_id}/workspaces: `offset` counts pages. ModelArts.7002 if the tenant lacks the feature. */
export function listWorkspaces(world: World, call: Call): Answer {
  if (!world.behavior.workspaces) refuse('ModelArts.7002');
  const { limit, offset } = windowOf(call, 1000);
  const name = call.query.get('name') ?? '';
  const all = world.workspaces.filter((workspace) => workspace.name.includes(name));
  const shown = all.slice(offset * limit, (offset + 1) * limit);
  const workspaces = shown.map(({ id, name: ownName, description, authType }) => ({
    id,
    name: ownName,
    description,
    auth_type: authType,
    status: 'NORMAL',
    status_info: '',
    owner: world.me.name,
    enterprise_project_id: '0',
    enterprise_project_name: 'default',
  }));
  return ok({ total_count: all.length, count: workspaces.length, workspaces });
}
