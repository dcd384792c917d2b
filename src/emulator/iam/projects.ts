import { sha256 } from '../auth/canonicalRequest';
import { type Answer, type Call, ok } from '../http/call';
import type { World } from '../world/world';

/** GET /v3/projects[?name=]: what the account has; a project's name is its region. */
export function listProjects(world: World, call: Call): Answer {
  const name = call.query.get('name') || undefined;
  return answer(
    world,
    world.projects.filter((project) => project.name === (name ?? project.name)),
  );
}

/** GET /v3/auth/projects: what the caller may use, the built-in `MOS` included. */
export function listAuthProjects(world: World): Answer {
  return answer(world, [...world.projects, { id: sha256(world.projectId).slice(0, 32), name: 'MOS' }]);
}

function answer(world: World, projects: World['projects']): Answer {
  const domainId = world.domainId;
  const rest = { is_domain: false, parent_id: domainId, domain_id: domainId, enabled: true, description: '' };
  return ok({ projects: projects.map((project) => ({ ...project, ...rest })), links: {} });
}
