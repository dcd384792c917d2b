import type { SaveStep } from './behavior';
import { anImage, publish } from './builders';
import { flavorOf } from './flavors';
import { stopWhenLeaseEnds } from './powerSwitch';
import type { Image, Notebook } from './resources';
import type { World } from './world';

/** The image to create. */
export interface SaveFacts {
  readonly name: string;
  readonly namespace: string;
  readonly tag: string;
  readonly description: string;
  readonly workspaceId: string;
}

/**
 * Starts to save a notebook. The notebook is SNAPSHOTTING until the image has a final status, and then runs on the image.
 *
 * @param saveMs duration in milliseconds at speed 1
 */
export function beginSave(world: World, notebook: Notebook, facts: SaveFacts, saveMs = world.behavior.saveMs): Image {
  const { saveSteps, visibleAfterMs } = world.behavior;
  const startedAt = world.now();
  const image = world.putImage(freshImage(world, notebook, facts, world.after(visibleAfterMs)));
  world.alterNotebook(notebook.id, { status: 'SNAPSHOTTING' });
  saveSteps.forEach((step, index) => {
    const at = world.after(saveMs * step.from, startedAt);
    if (step.from === 0) showStep(world, image.id, step, startedAt);
    else world.schedule.plan(`save ${image.id} ${index}`, at, (then) => showStep(world, image.id, step, then));
  });
  const end = world.behavior.saveEnd;
  world.schedule.plan(`save ${image.id} end`, world.after(saveMs, startedAt), (at) => {
    finish(world, notebook.id, image.id, end, at);
  });
  return world.images.get(image.id) ?? image;
}

function freshImage(world: World, notebook: Notebook, facts: SaveFacts, visibleFrom: number): Image {
  const flavor = flavorOf(notebook.flavor);
  return anImage(world, {
    ...facts,
    status: 'INIT',
    size: undefined,
    visibleFrom,
    arch: flavor?.arch ?? 'x86_64',
    resourceCategories: [flavor?.category ?? 'CPU'],
    flavorType: flavor?.imageType,
  });
}

/** Applies a step to an image, unless its save has ended. */
function showStep(world: World, imageId: string, { status, message }: SaveStep, at: number): void {
  if (isSettled(world.images.get(imageId))) return;
  world.alterImage(imageId, { status, statusMessage: message }, at);
}

function finish(
  world: World,
  notebookId: string,
  imageId: string,
  end: World['behavior']['saveEnd'],
  at: number,
): void {
  const image = world.images.get(imageId);
  const { status, message } = isSettled(image) ? { status: image?.status, message: undefined } : end;
  if (image && status !== undefined && !isSettled(image)) settleImage(world, imageId, status, message, at);
  const runsOn = status === 'ACTIVE' ? { imageId } : {};
  if (world.notebooks.get(notebookId)?.status === 'SNAPSHOTTING') {
    world.alterNotebook(notebookId, { status: 'RUNNING', ...runsOn }, at);
    stopWhenLeaseEnds(world, notebookId, at);
  }
}

function settleImage(world: World, imageId: string, status: string, message: string | undefined, at: number): void {
  const size = status === 'ACTIVE' ? world.random.between(4_000_000_000, 21_000_000_000) : undefined;
  world.alterImage(imageId, { status, statusMessage: message, size }, at);
  const image = world.images.get(imageId);
  if (image?.status === 'ACTIVE') publish(world, image);
}

function isSettled(image: Image | undefined): boolean {
  return image === undefined || ['ACTIVE', 'CREATE_FAILED', 'ERROR', 'DELETED'].includes(image.status);
}
