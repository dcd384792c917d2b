import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Emulator } from '../../../src/emulator/index';
import type { Save } from '../../../src/save/save';
import { aSavingWorld, type SavingWorld } from '../../support/savingWorld';
import { anEmulator, aWindow, entryOf } from '../connections/signIn';

const MINUTE = 60_000;
const keysOf = ({ accessKey, secretKey }: Emulator) =>
  ({ kind: 'keys', keys: { accessKey, secretKey, securityToken: undefined } }) as const;

describe('a save that is followed', () => {
  let world: SavingWorld;
  /** Another account. */
  let other: Emulator;
  let window: ReturnType<typeof aWindow>;
  let save: Save;

  /** The settings say this, and the keyring holds the keys of those accounts. */
  async function sayThat(connections: Readonly<Record<string, Emulator>>, connection: string): Promise<void> {
    const entries = Object.entries(connections);
    window.state.settings = { connections: entries.map(([name, at]) => entryOf(at, { name })), connection };
    window.connections.reload();
    for (const [name, at] of entries) await window.secrets.keep(window.connections.get(name), keysOf(at));
  }

  beforeEach(async () => {
    world = await aSavingWorld();
    other = await anEmulator({ now: () => world.clock.now() });
    window = aWindow({ connections: [], connection: '' }, {}, () => world.clock.now());
    world.clientFor = (connection) => window.clients.for(connection);
    await sayThat({ Work: world.emulator, Home: other }, 'Work');
    save = world.saves.start(world.order({ connection: 'Work' }));
    await world.until(() => world.clock.now() - save.requestedAt > MINUTE);
  });
  afterEach(() => world.close());

  test('goes on with its own connection when another one is used meanwhile, whose account is asked for nothing', async () => {
    await sayThat({ Work: world.emulator, Home: other }, 'Home');
    expect(window.connections.current?.name).toBe('Home');
    const { state } = await world.toTheEnd(save);
    expect(state).toMatchObject({ phase: 'saved', image: { status: 'ACTIVE' } });
    expect(world.emulator.count('CreateImage')).toBe(1);
    expect(other.count('*')).toBe(0);
  });

  test('is lost sight of when its connection is of another account, which is asked for no save, and seen again in its own', async () => {
    await sayThat({ Work: other }, 'Work');
    const lost = await world.toTheEnd(save);
    expect(lost.state).toMatchObject({ phase: 'unwatched', why: 'missing' });
    expect([other.count('ShowImage') > 0, other.count('CreateImage')]).toEqual([true, 0]);
    await sayThat({ Work: world.emulator }, 'Work');
    world.saves.resumeFollowing(save.id);
    expect((await world.toTheEnd(save)).state).toMatchObject({ phase: 'saved', image: { status: 'ACTIVE' } });
    expect([world.emulator.count('CreateImage'), world.imagesMade]).toEqual([1, 1]);
  });
});
