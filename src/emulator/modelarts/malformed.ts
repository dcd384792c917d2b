import type { World } from '../world/world';

/** Returns a notebook whose fields all have the wrong type or are missing. */
export function malformedNotebook(world: World): object {
  return {
    id: 4711,
    name: { text: 'no text' },
    status: ['RUNNING'],
    lease: 'tomorrow',
    user: 'nobody',
    volume: 50,
    create_at: '2026-13-45',
    workspace_id: null,
    token: world.random.uuid(),
  };
}

/** Returns an image whose fields all have the wrong type or are missing. */
export function malformedImage(): object {
  return { id: null, name: 7, namespace: [], tag: {}, status: 1, size: 'large', create_at: 'yesterday' };
}
