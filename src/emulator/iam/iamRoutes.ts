import { sha256 } from '../auth/canonicalRequest';
import type { Keyring, Login } from '../auth/keyring';
import { dig, digText, type Fields } from '../fields';
import { type Answer, type Call, ok } from '../http/call';
import { refuse } from '../http/refusals';
import type { World } from '../world/world';

/**
 * POST /v3/auth/tokens: issues a token for a password, in the header `X-Subject-Token` and valid for 24 hours.
 * Source: IAM API reference, Obtaining a User Token Through Password Authentication.
 */
export function createToken(world: World, keyring: Keyring, login: Login, body: Fields): Answer {
  const identity = dig(body, 'auth', 'identity');
  const methods = dig(identity, 'methods');
  if (!Array.isArray(methods) || !methods.includes('password'))
    refuse('IAM.Bad Request', 'The method is not supported');
  const user = dig(identity, 'password', 'user');
  const isValid =
    digText(user, 'name') === login.user &&
    digText(user, 'password') === login.password &&
    digText(user, 'domain', 'name') === login.domain;
  if (!isValid) refuse('IAM.Unauthorized', 'The username or password is wrong.');
  const project = projectOf(world, dig(body, 'auth', 'scope', 'project'));
  const { text, token } = keyring.issueToken(world.me, project?.id, world.now());
  const domain = { id: world.domainId, name: login.domain };
  return {
    status: 201,
    headers: { 'x-subject-token': text },
    body: {
      token: {
        expires_at: iamTime(token.expiresAt),
        issued_at: iamTime(token.issuedAt),
        methods: ['password'],
        user: { id: world.me.id, name: world.me.name, domain },
        ...(project ? { project: { ...project, domain } } : { domain }),
        roles: [],
        catalog: [],
      },
    },
  };
}

/** Returns the requested project by ID or name, or undefined if the scope is the whole account. */
function projectOf(world: World, scope: unknown): World['projects'][number] | undefined {
  if (scope === undefined) return undefined;
  const [id, name] = [digText(scope, 'id'), digText(scope, 'name')];
  const found = world.projects.find((project) => project.id === id || project.name === name);
  return found ?? refuse('IAM.Unauthorized', 'The project does not exist or cannot be accessed.');
}

/** Formats a time as IAM does, with microseconds. */
function iamTime(time: number): string {
  return new Date(time).toISOString().replace('Z', '000Z');
}

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
