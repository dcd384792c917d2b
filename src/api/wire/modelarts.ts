import * as z from 'zod/mini';
import type { Image } from '../../model/image';
import type { Notebook, NotebookDetails, Volume } from '../../model/notebook';
import {
  asBoolean,
  asNumber,
  asObject,
  asText,
  asTexts,
  asTime,
  hasId,
  type JsonObject,
  list,
  number,
  type ObjectWithId,
  text,
} from './lenient';

/**
 * Parses an element of a list without a schema, because a list may have ten thousand elements and schemas would take
 * most of the time.
 *
 * @returns undefined if it is not a notebook
 */
export function readNotebook(value: unknown): Notebook | undefined {
  return hasId(value) ? toNotebook(value) : undefined;
}

const volume = z.object({ category: text, capacity: number, mount_path: text });

const details = z.object({
  volume: z.catch(z.optional(volume), undefined),
  data_volumes: list(volume),
  endpoints: list(z.object({ service: text, dev_service: text, uri: text, key_pair_names: list(z.string()) })),
  action_progress: list(z.object({ step: z.number(), status: text, description: text })),
});

/** Parses a notebook with all details. Source: API page ShowNotebook. */
export const notebookDetailsSchema = z.pipe(
  z.custom<ObjectWithId>(hasId),
  z.transform((wire): NotebookDetails => {
    const image = asObject(wire['image']);
    const { volume: storage, data_volumes, endpoints, action_progress } = details.parse(wire);
    const ssh = endpoints.find(isSsh);
    return {
      ...toNotebook(wire),
      description: asText(wire['description']),
      failReason: asText(wire['fail_reason']),
      image: { id: asText(image['id']), name: asText(image['name']), reference: asText(image['swr_path']) },
      lease: toLease(asObject(wire['lease'])),
      volume: storage && toVolume(storage),
      dataVolumes: data_volumes.map(toVolume),
      sshUri: ssh?.uri,
      keyPairs: ssh?.key_pair_names ?? [],
      updatedAt: asTime(wire['update_at']),
      progress: action_progress.map(({ step, status, description }) => ({
        step,
        status: status ?? '',
        description,
      })),
    };
  }),
);

/**
 * Only the ID is required. The fields `token` and `url` are never read here, so that they cannot leak. Source: API pages
 * ListNotebooks and ShowNotebook.
 */
function toNotebook(wire: ObjectWithId): Notebook {
  const user = asObject(wire['user']);
  const wireLease = asObject(wire['lease']);
  const lease = toLease(wireLease);
  const endpoints = wire['endpoints'];
  return {
    id: wire.id,
    name: asText(wire['name']) ?? '',
    status: sharedText(asText(wire['status'])) ?? '',
    flavor: sharedText(asText(wire['flavor'])),
    feature: sharedText(asText(wire['feature'])),
    ownerId: sharedText(asText(user['id']) ?? asText(wire['user_id'])),
    ownerName: sharedText(asText(user['name'])),
    imageName: sharedText(asText(asObject(wire['image'])['name'])),
    poolName: sharedText(asText(asObject(wire['pool'])['name'])),
    workspaceId: sharedText(asText(wire['workspace_id'])),
    ssh: Array.isArray(endpoints) ? endpoints.some(isSsh) : undefined,
    createdAt: asTime(wire['create_at']) ?? asTime(wireLease['create_at']),
    leaseStartedAt: lease?.createdAt,
    leaseEndsAt: lease?.enabled && lease.durationMs > 0 ? lease.createdAt + lease.durationMs : undefined,
  };
}

function isSsh(endpoint: unknown): boolean {
  if (typeof endpoint !== 'object' || endpoint === null) return false;
  const service = ('service' in endpoint && endpoint.service) || ('dev_service' in endpoint && endpoint.dev_service);
  return typeof service === 'string' && service.toUpperCase() === 'SSH';
}

function toLease(wire: JsonObject): NotebookDetails['lease'] {
  const createdAt = asTime(wire['create_at']);
  const durationMs = asNumber(wire['duration']);
  if (createdAt === undefined || durationMs === undefined) return undefined;
  return {
    createdAt,
    durationMs,
    enabled: asBoolean(wire['enable']) ?? true,
    type: asText(wire['type'])?.toLowerCase(),
  };
}

function toVolume(wire: z.infer<typeof volume>): Volume {
  return { category: wire.category, capacityGb: wire.capacity, mountPath: wire.mount_path };
}

/**
 * Parses the URL that opens a notebook in a browser, with the token added if the URL has none. A URL that is not HTTPS
 * is dropped, because the token would be sent unencrypted. Source: API page ShowNotebook, `url`, `token`.
 */
export const notebookAddressSchema = z.pipe(
  z.object({ url: text, token: text }),
  z.transform(({ url, token }): string | undefined => {
    if (url === undefined || !URL.canParse(url)) return undefined;
    const address = new URL(url);
    if (address.protocol !== 'https:') return undefined;
    if (token !== undefined && !address.searchParams.has('token')) address.searchParams.set('token', token);
    return address.href;
  }),
);

/** Parses an image, of which only the ID is required. Source: API page CreateImage, response parameters. */
export const imageSchema = z.pipe(z.custom<ObjectWithId>(hasId), z.transform(toImage));

/** Parses an element of a list; undefined if it is not an image. */
export function readImage(value: unknown): Image | undefined {
  return hasId(value) ? toImage(value) : undefined;
}

function toImage(wire: ObjectWithId): Image {
  return {
    id: wire.id,
    name: asText(wire['name']),
    namespace: asText(wire['namespace']),
    tag: asText(wire['tag']),
    status: asText(wire['status']) ?? '',
    statusMessage: asText(wire['status_message']),
    reference: asText(wire['swr_path']),
    sizeBytes: asNumber(wire['size']),
    createdAt: asTime(wire['create_at']),
    updatedAt: asTime(wire['update_at']),
    arch: asText(wire['arch'])?.toLowerCase(),
    origin: asText(wire['origin']),
    description: asText(wire['description']),
    workspaceId: asText(wire['workspace_id']),
    devServices: asTexts(wire['dev_services']),
    resourceCategories: asTexts(wire['resource_categories']),
    supportedCategories: asTexts(wire['support_res_categories']),
    serviceType: asText(wire['service_type']),
    type: asText(wire['type']),
    visibility: asText(wire['visibility']),
    flavorType: asText(wire['flavor_type']),
  };
}

/** More than the distinct flavors, owners, images, pools and workspaces of any account. */
const MAX_TEXTS = 5000;
const texts = new Map<string, string>();

/**
 * Returns the same string instance for equal texts. Ten thousand notebooks share a few flavors and owners, but
 * `JSON.parse` creates a copy for each.
 */
function sharedText(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const shared = texts.get(text);
  if (shared !== undefined) return shared;
  if (texts.size >= MAX_TEXTS) texts.clear();
  texts.set(text, text);
  return text;
}
