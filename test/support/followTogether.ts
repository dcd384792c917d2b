import { anImage, anImageRequest, someSaveParams } from './builders';
import { emulatedWorld, ScriptedWorld } from './world';

/** Counts the requests until saves with these durations (milliseconds), started ten seconds apart, have ended. */
export async function requestsFor(durations: readonly number[], random: () => number): Promise<number> {
  const world = new ScriptedWorld();
  const { clock, source } = world;
  const { saves } = world.window();
  world.random = random;
  /**
   * When the image of each notebook becomes usable; the image has the ID of its notebook. Milliseconds since the epoch.
   */
  const ends = new Map<string, number>();
  const imageOf = (id: string) => anImage({ id, status: clock.now() < (ends.get(id) ?? 0) ? 'CREATING' : 'ACTIVE' });
  let requests = 0;
  source.createImage = async (id) => ({ image: imageOf(id), requestId: undefined });
  source.getImage = async (id) => {
    requests += 1;
    return imageOf(id);
  };
  source.findImages = async () => {
    requests += 1;
    return { images: [...ends.keys()].map(imageOf), serverTime: clock.now() };
  };
  for (const [index, duration] of durations.entries()) {
    const id = `notebook-${index}`;
    ends.set(id, clock.now() + duration);
    saves.start(someSaveParams({ notebook: { id, name: id }, request: anImageRequest({ tag: `v${index}` }) }));
    await clock.advance(10_000);
  }
  while (saves.list.some(({ state }) => state.phase !== 'saved')) await clock.advance(1000);
  saves.dispose();
  return requests;
}

/** Counts the requests to the emulated service for one save with this many windows open. */
export async function requestsInWindows(count: number): Promise<number> {
  const world = await emulatedWorld({ disk: 'real' });
  const [first, ...others] = await Promise.all(Array.from({ length: count }, () => world.open()));
  first?.saves.start(world.saveParams());
  await world.until(() => world.pending.length > 0);
  for (const other of others) await other.saves.open();
  await world.toTheEnd();
  await world.close();
  return world.emulator.count('*');
}
