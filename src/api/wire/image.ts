import * as z from 'zod/mini';
import type { Image } from '../../model/image';
import { list, number, text, time } from './lenient';

/** An image in JSON. Only the ID is required. Source: API page CreateImage, response parameters. */
const wireImage = z.object({
  id: z.string().check(z.minLength(1)),
  name: text,
  namespace: text,
  tag: text,
  status: text,
  status_message: text,
  swr_path: text,
  size: number,
  create_at: time,
  update_at: time,
  arch: text,
  origin: text,
  description: text,
  workspace_id: text,
  dev_services: list(z.string()),
  resource_categories: list(z.string()),
  support_res_categories: list(z.string()),
  service_type: text,
  type: text,
  visibility: text,
  flavor_type: text,
});

/** Parses an image into the model's type. */
export const imageSchema = z.pipe(
  wireImage,
  z.transform(
    (wire): Image => ({
      id: wire.id,
      name: wire.name,
      namespace: wire.namespace,
      tag: wire.tag,
      status: wire.status ?? '',
      statusMessage: wire.status_message,
      reference: wire.swr_path,
      sizeBytes: wire.size,
      createdAt: wire.create_at,
      updatedAt: wire.update_at,
      arch: wire.arch?.toLowerCase(),
      origin: wire.origin,
      description: wire.description,
      workspaceId: wire.workspace_id,
      devServices: wire.dev_services,
      resourceCategories: wire.resource_categories,
      supportedCategories: wire.support_res_categories,
      serviceType: wire.service_type,
      type: wire.type,
      visibility: wire.visibility,
      flavorType: wire.flavor_type,
    }),
  ),
);

/** Parses an element of a list; undefined if it is not an image. */
export function readImage(value: unknown): Image | undefined {
  return imageSchema.safeParse(value).data;
}
