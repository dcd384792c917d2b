import { type Answer, type Call, ok } from '../http/call';
import { refuse } from '../http/refusals';
import type { World } from '../world/world';
import { windowOf } from './paging';

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
