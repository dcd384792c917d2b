import { dig } from '../fields';
import { type Answer, type Call, ok, param } from '../http/call';
import { refuse } from '../http/refusals';
import type { Image } from '../world/resources';
import type { World } from '../world/world';
import { orderOf, pageOf, type SortKeys, windowOf } from './paging';

/** Returns the JSON of an image, the same in every response. Source: API page CreateImage, response parameters. */
export function imageWire(image: Image): object {
  return {
    arch: image.arch,
    create_at: image.createdAt,
    description: image.description,
    dev_services: image.devServices,
    flavor_type: image.flavorType,
    id: image.id,
    name: image.name,
    namespace: image.namespace,
    origin: image.origin,
    resource_categories: image.resourceCategories,
    service_type: image.serviceType,
    size: image.size,
    status: image.status,
    status_message: image.statusMessage,
    support_res_categories: image.resourceCategories,
    swr_path: image.swrPath,
    swr_instance_id: null,
    tag: image.tag,
    tags: [],
    type: image.type,
    update_at: image.updatedAt,
    visibility: image.visibility,
    workspace_id: image.workspaceId,
    ...image.overlay,
  };
}

const SORT_KEYS: SortKeys<Image> = {
  name: ({ name }) => name,
  status: ({ status }) => status,
  size: ({ size }) => size ?? 0,
  createTime: ({ createdAt }) => createdAt,
  create_at: ({ createdAt }) => createdAt,
  updateTime: ({ updatedAt }) => updatedAt,
  update_at: ({ updatedAt }) => updatedAt,
};

/** GET /v1/{project_id}/images: built-in images unless `type=DEDICATED`. */
export function listImages(world: World, call: Call): Answer {
  const window = windowOf(call, 200);
  const images = visibleImages(world, call).sort(orderOf(call, SORT_KEYS, 'create_at'));
  const rows = world.behavior.malformedRow ? [undefined, ...images] : images;
  return ok(pageOf(rows, window, (row) => (row ? imageRow(row) : malformedImage())));
}

/** List rows lack one field of a single image. */
function imageRow(image: Image): object {
  return { ...imageWire(image), support_res_categories: undefined };
}

/** Returns the images that match the query of a list, unsorted. */
function visibleImages(world: World, { query }: Call): Image[] {
  const type = query.get('type') || 'BUILD_IN';
  if (type !== 'BUILD_IN' && type !== 'DEDICATED') refuse('ModelArts.6336', 'type');
  const name = query.get('name') ?? '';
  const isFuzzy = query.get('name_fuzzy_match') !== 'false';
  const namespace = query.get('namespace') || undefined;
  const workspaceId = query.get('workspace_id') || undefined;
  return [...world.images.values()].filter(
    (image) =>
      image.type === type &&
      isVisible(world, image) &&
      image.status !== 'DELETED' &&
      (name === '' || (isFuzzy ? image.name.includes(name) : image.name === name)) &&
      image.namespace === (namespace ?? image.namespace) &&
      image.workspaceId === (workspaceId ?? image.workspaceId),
  );
}

function isVisible(world: World, image: Image): boolean {
  return image.visibleFrom <= world.now() && !(world.behavior.empty && image.type === 'DEDICATED');
}

/** GET /v1/{project_id}/images/{id} */
export function showImage(world: World, call: Call): Answer {
  return ok(imageWire(findImage(world, call)));
}

/** DELETE /v1/{project_id}/images/{id}: with `is_force` in the body or `force` in the query also deletes the content in SWR. */
export function deleteImage(world: World, call: Call): Answer {
  const image = findImage(world, call);
  if (image.type === 'BUILD_IN') refuse('ModelArts.0108', 'modelarts:image:delete');
  if (image.status === 'INIT' || image.status === 'CREATING') refuse('ModelArts.6357');
  const isForced = dig(call.body, 'is_force') === true || call.query.get('force') === 'true';
  world.removeImage(image.id);
  if (isForced) unpublish(world, image);
  return ok({ ...imageWire(image), status: 'DELETED' });
}

function unpublish(world: World, image: Image): void {
  const tag = world.findTag(image.namespace, image.name, image.tag);
  if (tag) world.tags.splice(world.tags.indexOf(tag), 1);
}

function findImage(world: World, call: Call): Image {
  const id = param(call, 'id');
  const image = world.images.get(id);
  return image && isVisible(world, image) ? image : refuse('ModelArts.6404', id);
}

/** GET /v1/{project_id}/images/group: rows are in `data`, or in `groups` if no `limit` is given. */
export function listImageGroups(world: World, call: Call): Answer {
  const { data, ...page } = pageOf(groupsOf(visibleImages(world, call)), windowOf(call, 200), groupWire);
  const rows = call.query.has('limit') ? { data } : { groups: data };
  return ok({ ...page, ...rows, is_swr_enterprise: false });
}

/** Groups images by organization and name, the newest first. */
function groupsOf(images: readonly Image[]): readonly (readonly Image[])[] {
  const groups = Map.groupBy(images, ({ namespace, name }) => `${namespace}/${name}`);
  return Array.from(groups.values(), (group) => group.toSorted((a, b) => b.createdAt - a.createdAt));
}

function groupWire(group: readonly Image[]): object {
  const newest = group[0];
  return {
    id: newest?.id,
    name: newest?.name,
    namespace: newest?.namespace,
    version_count: group.length,
    create_at: group.at(-1)?.createdAt,
    update_at: newest?.updatedAt,
    description: newest?.description,
    swr_instance_id: null,
  };
}

/** Returns an image whose fields all have the wrong type or are missing. */
function malformedImage(): object {
  return { id: null, name: 7, namespace: [], tag: {}, status: 1, size: 'large', create_at: 'yesterday' };
}
