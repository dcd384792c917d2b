import { groupBy } from '../groupBy';
import { type Answer, type Call, ok } from '../http/call';
import type { Image } from '../world/image';
import type { World } from '../world/world';
import { visibleImages } from './images';
import { pageOf, windowOf } from './paging';

/** GET /v1/{project_id}/images/group: rows are in `data`, or in `groups` if no `limit` is given. */
export function listImageGroups(world: World, call: Call): Answer {
  const { data, ...page } = pageOf(groupsOf(visibleImages(world, call)), windowOf(call, 200), groupWire);
  const rows = call.query.has('limit') ? { data } : { groups: data };
  return ok({ ...page, ...rows, is_swr_enterprise: false });
}

/** Groups images by organization and name, the newest first. */
function groupsOf(images: readonly Image[]): readonly (readonly Image[])[] {
  const groups = groupBy(images, ({ namespace, name }) => `${namespace}/${name}`);
  return groups.map((group) => group.toSorted((a, b) => b.createdAt - a.createdAt));
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
