import { digText, type Fields } from '../fields';
import { type Answer, type Call, ok } from '../http/call';
import { refuse } from '../http/refusals';
import { beginSave } from '../world/beginSave';
import { anImage, publish } from '../world/builders';
import type { Notebook } from '../world/resources';
import type { World } from '../world/world';
import { imageWire } from './images';
import { findNotebook } from './notebooks';

/** POST /v1/{project_id}/notebooks/{id}/create-image. Source: API page CreateImage. */
export function createImage(world: World, call: Call): Answer {
  const request = checkCreateImage(call.body);
  const notebook = findNotebook(world, call);
  checkState(notebook);
  checkWorkspace(world, request);
  checkOrganization(world, request);
  loseRace(world, request);
  checkTag(world, request);
  return ok(imageWire(beginSave(world, notebook, request)));
}

function checkState({ status }: Notebook): void {
  if (status === 'FROZEN') refuse('ModelArts.6326');
  if (status === 'SNAPSHOTTING' || status === 'STOPPING') refuse('ModelArts.6357');
  if (status !== 'RUNNING') refuse('ModelArts.6327');
}

function checkWorkspace(world: World, { workspaceId }: SaveRequest): void {
  const exists = world.workspaces.some(({ id }) => id === workspaceId);
  if (workspaceId !== '0' && !(exists && world.behavior.workspaces)) refuse('ModelArts.0102', workspaceId);
}

/** Saving needs edit permission in the organization. */
function checkOrganization(world: World, { namespace }: SaveRequest): void {
  const organization = world.behavior.organizations ? world.organizations.get(namespace) : undefined;
  if (organization === undefined || organization.auth < 3) refuse('ModelArts.2885', namespace);
}

/** Simulates another user who pushes the same tag just before. */
function loseRace(world: World, request: SaveRequest): void {
  if (world.behavior.lostRaces === 0) return;
  world.behavior = { ...world.behavior, lostRaces: world.behavior.lostRaces - 1 };
  publish(world, anImage(world, request));
}

/** Refuses tags in SWR and tags of images that are being saved. */
function checkTag(world: World, { namespace, name, tag }: SaveRequest): void {
  const isBeingSaved = [...world.images.values()].some(
    (image) =>
      image.namespace === namespace &&
      image.name === name &&
      image.tag === tag &&
      !['ACTIVE', 'CREATE_FAILED', 'ERROR', 'DELETED'].includes(image.status),
  );
  if (isBeingSaved || world.findTag(namespace, name, tag)) refuse('ModelArts.6737', tag);
}

/** The fields of a valid save request. */
export interface SaveRequest {
  readonly name: string;
  readonly namespace: string;
  readonly tag: string;
  readonly description: string;
  readonly workspaceId: string;
}

interface Rule {
  readonly field: string;
  readonly isRequired: boolean;
  readonly pattern: RegExp;
}

/**
 * The rules of API page CreateImage. For tags, its English text allows commas and its other texts allow periods, so both
 * are accepted. The page has two more fields for enterprise registries, without rules.
 */
const RULES: readonly Rule[] = [
  { field: 'name', isRequired: true, pattern: /^(?=.{1,128}$)[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/ },
  { field: 'namespace', isRequired: true, pattern: /^[a-z][A-Za-z0-9._-]{0,63}$/ },
  { field: 'tag', isRequired: false, pattern: /^[A-Za-z0-9._,-]{1,64}$/ },
  { field: 'description', isRequired: false, pattern: /^[^]{0,512}$/u },
  { field: 'workspace_id', isRequired: false, pattern: /^(?:0|[0-9a-z]{32})$/ },
  { field: 'swr_instance_id', isRequired: false, pattern: /^[^]*$/ },
  { field: 'swr_instance_domain', isRequired: false, pattern: /^[^]*$/ },
];

/**
 * Validates the body of a save request.
 *
 * @throws RefusedCall ModelArts.6332, 6335 or 6336 with the name of the field
 */
function checkCreateImage(body: Fields): SaveRequest {
  for (const rule of RULES) checkField(rule, body[rule.field]);
  return {
    name: digText(body, 'name') ?? '',
    namespace: digText(body, 'namespace') ?? '',
    // The default of the service is undocumented. Container tools use `latest`.
    tag: digText(body, 'tag') ?? 'latest',
    description: digText(body, 'description') ?? '',
    workspaceId: digText(body, 'workspace_id') ?? '0',
  };
}

function checkField({ field, isRequired, pattern }: Rule, value: unknown): void {
  if (value === undefined || value === null) {
    if (isRequired) refuse('ModelArts.6335', field);
  } else if (typeof value !== 'string') refuse('ModelArts.6332', field);
  else if (!pattern.test(value)) refuse('ModelArts.6336', field);
}
