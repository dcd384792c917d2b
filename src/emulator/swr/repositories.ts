import { type Answer, type Call, ok, param } from '../http/call';
import { refuse } from '../http/refusals';
import type { RepositoryTag } from '../world/organization';
import type { World } from '../world/world';
import { findOrganization } from './organizations';

/** GET /v2/manage/repos[?namespace=&name=]: the response is a plain array. */
export function listRepositories(world: World, { query }: Call): Answer {
  const mine = world.behaviour.organizations ? world.tags.filter((tag) => world.organizations.has(tag.namespace)) : [];
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
