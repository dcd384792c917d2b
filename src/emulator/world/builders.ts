import type { Image, Notebook } from './resources';
import type { World } from './world';

/** Returns a notebook, by default running and owned by the user, without adding it to the world. */
export function aNotebook(world: World, facts: Partial<Notebook> = {}): Notebook {
  const { random } = world;
  const createdAt = facts.createdAt ?? world.now();
  return {
    id: random.uuid(),
    name: `notebook-${random.hex(4)}`,
    description: '',
    feature: 'NOTEBOOK',
    flavor: 'modelarts.vm.cpu.2u',
    status: 'RUNNING',
    imageId: firstBuiltIn(world),
    lease: undefined,
    owner: world.me,
    workspaceId: '0',
    pool: undefined,
    volumeGb: 50,
    sshPort: undefined,
    createdAt,
    updatedAt: createdAt,
    failReason: undefined,
    token: random.uuid(),
    overlay: {},
    ...facts,
  };
}

function firstBuiltIn(world: World): string {
  for (const image of world.images.values()) if (image.type === 'BUILD_IN') return image.id;
  return world.random.uuid();
}

/** Returns an image of the account, ACTIVE by default, without adding it to the world. */
export function anImage(world: World, facts: Partial<Image> = {}): Image {
  const { random } = world;
  const { namespace = 'ai-team', name = 'base', tag = 'v1', createdAt = world.now() } = facts;
  return {
    id: random.uuid(),
    name,
    namespace,
    tag,
    description: '',
    status: 'ACTIVE',
    statusMessage: undefined,
    type: 'DEDICATED',
    origin: 'IMAGE_SAVE',
    visibility: 'PRIVATE',
    arch: 'x86_64',
    resourceCategories: ['CPU', 'GPU'],
    flavorType: undefined,
    serviceType: 'TRAIN',
    devServices: ['NOTEBOOK', 'SSH'],
    size: random.between(3_000_000_000, 18_000_000_000),
    swrPath: world.swrPath(namespace, name, tag),
    workspaceId: '0',
    createdAt,
    updatedAt: createdAt,
    visibleFrom: createdAt,
    overlay: {},
    ...facts,
  };
}

/** Adds an image to the world and, if it is ACTIVE, its content to SWR. */
export function addImage(world: World, facts: Partial<Image> = {}): Image {
  const image = world.putImage(anImage(world, facts));
  if (image.status === 'ACTIVE') publish(world, image);
  return image;
}

/** Adds the content of an image to SWR. */
export function publish(world: World, image: Image): void {
  const { namespace, name: repository, tag } = image;
  if (world.findTag(namespace, repository, tag)) return;
  const digest = `sha256:${world.random.hex(64)}`;
  world.tags.push({ namespace, repository, tag, size: image.size ?? 0, digest, createdAt: image.updatedAt });
}
