import type { Image } from '../world/image';

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
