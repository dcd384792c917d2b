import { sha256 } from '../auth/canonicalRequest';
import { type Answer, type Call, ok } from '../http/call';
import type { World } from '../world/world';

/** GET /v3/projects[?name=]: the projects of the account. The name of a project is its region. */
export function listProjects(world: World, call: Call): Answer {
  const name = call.query.get('name') || undefined;
  return answer(
    world,
    world.projects.filter((project) => project.name === (name ?? project.name)),
  );
}

/** GET /v3/auth/projects: the projects accessible to the caller, including the built-in `MOS`. */
export function listAuthProjects(world: World): Answer {
  return answer(world, [...world.projects, { id: sha256(world.projectId).slice(0, 32), name: 'MOS' }]);
}

function answer(world: World, projects: World['projects']): Answer {
  const domainId = world.domainId;
  const rest = { is_domain: false, parent_id: domainId, domain_id: domainId, enabled: true, description: '' };
  return ok({ projects: projects.map((project) => ({ ...project, ...rest })), links: {} });
}
