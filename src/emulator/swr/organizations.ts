import { digText } from '../fields';
import { type Answer, type Call, ok, param } from '../http/call';
import { refuse } from '../http/refusals';
import type { Organization } from '../world/organization';
import type { World } from '../world/world';

/** Organizations of other accounts. Names are unique in the whole cloud. */
const FOREIGN_NAMES: ReadonlySet<string> = new Set(['atelier', 'library', 'public', 'huawei', 'test', 'demo']);

/** GET /v2/manage/namespaces[?namespace=][&filter=namespace::{name}|mode::visible] */
export function listOrganizations(world: World, call: Call): Answer {
  const named = /(?:^|\|)namespace::([^|]+)/.exec(call.query.get('filter') ?? '')?.[1];
  const wanted = call.query.get('namespace') || named;
  const all = visible(world).filter(({ name }) => wanted === undefined || name === wanted);
  return ok({ namespaces: all.map(organizationWire) });
}

/** GET /v2/manage/namespaces/{namespace} */
export function showOrganization(world: World, call: Call): Answer {
  return ok(organizationWire(findOrganization(world, call)));
}

/** POST /v2/manage/namespaces: 201 without a body, or 409 for a name in use by any account. */
export function createOrganization(world: World, call: Call): Answer {
  const name = digText(call.body, 'namespace') ?? '';
  if (!isOrganizationName(name)) refuse('SVCSTG.SWR.4000014', 'namespace');
  if (FOREIGN_NAMES.has(name) || world.organizations.has(name)) refuse('SVCSTG.SWR.4090006', name);
  const id = world.random.between(20_000, 90_000);
  world.organizations.set(name, { id, name, creatorName: call.caller.name, auth: 7 });
  world.behaviour = { ...world.behaviour, organizations: true };
  return { status: 201 };
}

/**
 * Returns the organization in the path.
 *
 * @throws RefusedCall 404 SVCSTG.SWR.4040058 if it does not exist
 */
export function findOrganization(world: World, call: Call): Organization {
  const name = param(call, 'namespace');
  return visible(world).find((one) => one.name === name) ?? refuse('SVCSTG.SWR.4040058', name);
}

function visible(world: World): readonly Organization[] {
  return world.behaviour.organizations ? [...world.organizations.values()] : [];
}

/** Source: SWR API reference, Creating an Organization. */
function isOrganizationName(name: string): boolean {
  return name.length <= 64 && /^[a-z][a-z0-9]*(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/.test(name);
}

function organizationWire({ id, name, creatorName, auth }: Organization): object {
  return { id, name, creator_name: creatorName, auth };
}
