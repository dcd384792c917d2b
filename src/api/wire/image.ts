import * as z from 'zod/mini';
import type { Image } from '../../model/image';
import { asNumber, asText, asTexts, asTime, hasId, type ObjectWithId } from './lenient';

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
