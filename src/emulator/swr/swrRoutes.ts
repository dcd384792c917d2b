import { digText } from '../fields';
import { type Answer, type Call, ok, param } from '../http/call';
import { refuse } from '../http/refusals';
import type { Organization, RepositoryTag } from '../world/resources';
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
  world.behavior = { ...world.behavior, organizations: true };
  return { status: 201 };
}

/**
 * Returns the organization in the path.
 *
 * @throws RefusedCall 404 SVCSTG.SWR.4040058 if it does not exist
 */
function findOrganization(world: World, call: Call): Organization {
  const name = param(call, 'namespace');
  return visible(world).find((one) => one.name === name) ?? refuse('SVCSTG.SWR.4040058', name);
}

function visible(world: World): readonly Organization[] {
  return world.behavior.organizations ? [...world.organizations.values()] : [];
}

/** Source: SWR API reference, Creating an Organization. */
function isOrganizationName(name: string): boolean {
  return name.length <= 64 && /^[a-z][a-z0-9]*(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/.test(name);
}

function organizationWire({ id, name, creatorName, auth }: Organization): object {
  return { id, name, creator_name: creatorName, auth };
}

/** GET /v2/manage/repos[?namespace=&name=]: the response is a plain array. */
export function listRepositories(world: World, { query }: Call): Answer {
  const mine = world.behavior.organizations ? world.tags.filter((tag) => world.organizations.has(tag.namespace)) : [];
  const groups = Map.groupBy(mine, ({ namespace, repository }) => `${namespace}/${repository}`);
  const [namespace, name] = [query.get('namespace') || undefined, query.get('name') || undefined];
  const rows = Array.from(groups.values(), repositoryWire);
  return ok(rows.filter((row) => row.namespace === (namespace ?? row.namespace) && row.name === (name ?? row.name)));
}

/** GET /v2/manage/namespaces/{namespace}/repos/{repository}/tags?limit=&offset=&tag=: the response is a plain array. */
export function listTags(world: World, call: Call): Answer {
  const tags = tagsOf(world, call);
  if (tags.length === 0) refuse('SVCSTG.SWR.4040010', param(call, 'repository'));
  const limit = numberOf(call, 'limit', 100, 1000);
  const offset = numberOf(call, 'offset', 0, Number.MAX_SAFE_INTEGER);
  const wanted = call.query.get('tag') || undefined;
  const all = tags.filter(({ tag }) => tag === (wanted ?? tag));
  const shown = all.slice(offset, offset + limit).map((tag) => tagWire(world, tag));
  return { status: 200, headers: { 'content-range': `${offset}-${shown.length}/${all.length}` }, body: shown };
}

/** GET …/tags/{tag}: 404 SVCSTG.SWR.4040048 if it does not exist. */
export function showTag(world: World, call: Call): Answer {
  const wanted = param(call, 'tag');
  const found = tagsOf(world, call).find(({ tag }) => tag === wanted) ?? refuse('SVCSTG.SWR.4040048', wanted);
  return ok(tagWire(world, found));
}

/** Returns the tags of the repository in the path, newest first. A slash in its name is encoded as `$`. */
function tagsOf(world: World, call: Call): readonly RepositoryTag[] {
  const { name } = findOrganization(world, call);
  const wanted = param(call, 'repository').replaceAll('$', '/');
  const tags = world.tags.filter(({ namespace, repository }) => namespace === name && repository === wanted);
  return tags.sort((a, b) => b.createdAt - a.createdAt);
}

function numberOf(call: Call, name: string, defaultValue: number, max: number): number {
  const text = call.query.get(name) || String(defaultValue);
  return /^\d{1,9}$/.test(text) && Number(text) <= max ? Number(text) : refuse('SVCSTG.SWR.4000014', name);
}

/** In SWR's responses only the field `Tag` is capitalized. Source: SWR API reference, Querying Image Tags. */
function tagWire(world: World, { namespace, repository, tag, size, digest, createdAt }: RepositoryTag): object {
  return {
    Tag: tag,
    digest,
    size,
    path: world.swrPath(namespace, repository, tag),
    internal_path: world.swrPath(namespace, repository, tag),
    created: new Date(createdAt).toISOString(),
    updated: new Date(createdAt).toISOString(),
    schema: 2,
    manifest: '',
    is_trusted: false,
  };
}

function repositoryWire(tags: readonly RepositoryTag[]): { readonly name: string; readonly namespace: string } {
  const { repository = '', namespace = '' } = tags[0] ?? {};
  const size = tags.reduce((sum, tag) => sum + tag.size, 0);
  const rest = { num_images: tags.length, num_download: 0, size, is_public: false, category: 'other' };
  return { name: repository, namespace, ...rest };
}
