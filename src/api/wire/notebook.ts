import * as z from 'zod/mini';
import type { Notebook, NotebookDetails, Volume } from '../../model/notebook';
import { boolean, list, nested, number, text } from './forgiving';
import { sharedText } from './sharedText';

/**
 * A notebook as it is sent. Only the id must be there; `token` and `url` are left out here, so that they reach nothing.
 * Source: API pages ListNotebooks and ShowNotebook.
 */
const row = {
  id: z.string().check(z.minLength(1)),
  name: text,
  status: text,
  flavor: text,
  feature: text,
  workspace_id: text,
  user_id: text,
  user: nested({ id: text, name: text }),
  pool: nested({ id: text, name: text }),
  image: nested({ id: text, name: text, swr_path: text }),
  lease: nested({ create_at: number, duration: number, enable: boolean, type: text }),
  create_at: number,
  endpoints: z.catch(z.optional(z.array(z.unknown())), undefined),
};

const volume = z.object({ category: text, capacity: number, mount_path: text });

const details = {
  ...row,
  description: text,
  fail_reason: text,
  update_at: number,
  volume: z.catch(z.optional(volume), undefined),
  data_volumes: list(volume),
  endpoints: list(z.object({ service: text, dev_service: text, uri: text, key_pair_names: list(z.string()) })),
  action_progress: list(z.object({ step: z.number(), status: text, description: text })),
};

type WireRow = z.infer<z.ZodMiniObject<typeof row>>;

export const notebookSchema = z.pipe(z.object(row), z.transform(toNotebook));

export const notebookDetailsSchema = z.pipe(
  z.object(details),
  z.transform((wire): NotebookDetails => {
    const ssh = wire.endpoints.find(isSsh);
    return {
      ...toNotebook(wire),
      description: wire.description,
      failReason: wire.fail_reason,
      image: { id: wire.image?.id, name: wire.image?.name, reference: wire.image?.swr_path },
      lease: toLease(wire.lease),
      volume: wire.volume && toVolume(wire.volume),
      dataVolumes: wire.data_volumes.map(toVolume),
      sshUri: ssh?.uri,
      keyPairs: ssh?.key_pair_names ?? [],
      updatedAt: wire.update_at,
      progress: wire.action_progress.map(({ step, status, description }) => ({
        step,
        status: status ?? '',
        description,
      })),
    };
  }),
);

function toNotebook(wire: WireRow): Notebook {
  const lease = toLease(wire.lease);
  return {
    id: wire.id,
    name: wire.name ?? '',
    status: sharedText(wire.status) ?? '',
    flavor: sharedText(wire.flavor),
    feature: sharedText(wire.feature),
    ownerId: sharedText(wire.user?.id ?? wire.user_id),
    ownerName: sharedText(wire.user?.name),
    imageName: sharedText(wire.image?.name),
    poolName: sharedText(wire.pool?.name),
    workspaceId: sharedText(wire.workspace_id),
    ssh: wire.endpoints?.some(isSsh),
    createdAt: wire.create_at ?? wire.lease?.create_at,
    leaseStartedAt: lease?.createdAt,
    leaseEndsAt: lease?.enabled && lease.durationMs > 0 ? lease.createdAt + lease.durationMs : undefined,
  };
}

function isSsh(endpoint: unknown): boolean {
  if (typeof endpoint !== 'object' || endpoint === null) return false;
  const service = ('service' in endpoint && endpoint.service) || ('dev_service' in endpoint && endpoint.dev_service);
  return typeof service === 'string' && service.toUpperCase() === 'SSH';
}

function toLease(wire: WireRow['lease']): NotebookDetails['lease'] {
  if (wire?.create_at === undefined || wire.duration === undefined) return undefined;
  return {
    createdAt: wire.create_at,
    durationMs: wire.duration,
    enabled: wire.enable ?? true,
    type: wire.type?.toLowerCase(),
  };
}

function toVolume(wire: z.infer<typeof volume>): Volume {
  return { category: wire.category, capacityGb: wire.capacity, mountPath: wire.mount_path };
}
