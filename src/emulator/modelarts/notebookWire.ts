import { flavorOf } from '../world/flavors';
import type { Lease, Notebook } from '../world/notebook';
import type { World } from '../world/world';

/** Returns the JSON of a list row. Source: API page ListNotebooks. */
export function notebookRow(world: World, notebook: Notebook): object {
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
