import { type Answer, type Call, ok } from '../http/call';
import { refuse } from '../http/refusals';
import { anImage, publish } from '../world/anImage';
import { beginSave } from '../world/beginSave';
import type { Notebook } from '../world/notebook';
import type { World } from '../world/world';
import { checkCreateImage, type SaveRequest } from './checkCreateImage';
import { findNotebook } from './findNotebook';
import { imageWire } from './imageWire';

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
  if (workspaceId !== '0' && !(exists && world.behaviour.workspaces)) refuse('ModelArts.0102', workspaceId);
}

/** Saving needs edit permission in the organization. */
function checkOrganization(world: World, { namespace }: SaveRequest): void {
  const organization = world.behaviour.organizations ? world.organizations.get(namespace) : undefined;
  if (organization === undefined || organization.auth < 3) refuse('ModelArts.2885', namespace);
}

/** Simulates another user who pushes the same tag just before. */
function loseRace(world: World, request: SaveRequest): void {
  if (world.behaviour.lostRaces === 0) return;
  world.behaviour = { ...world.behaviour, lostRaces: world.behaviour.lostRaces - 1 };
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
