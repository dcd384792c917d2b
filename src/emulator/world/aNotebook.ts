import type { Notebook } from './notebook';
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
