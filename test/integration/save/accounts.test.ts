import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Emulator } from '../../../src/emulator/index';
import type { Save } from '../../../src/save/save';
import type { Window } from '../../support/window';
import { type EmulatedWorld, emulatedWorld, type ServiceClient } from '../../support/world';
import { anEmulator, aWindow, entryOf } from '../connections/signIn';

const MINUTE = 60_000;
const keysOf = ({ accessKey, secretKey }: Emulator) =>
  ({ kind: 'keys', keys: { accessKey, secretKey, securityToken: undefined } }) as const;

describe('a save in progress', () => {
  let world: EmulatedWorld;
  let window: Window<ServiceClient>;
  /** A second account. */
  let other: Emulator;
  let signedIn: ReturnType<typeof aWindow>;
  let save: Save;

  /** Writes these connections to the settings and their keys to the keyring. */
  async function configure(connections: Readonly<Record<string, Emulator>>, connection: string): Promise<void> {
    const entries = Object.entries(connections);
    signedIn.state.settings = { connections: entries.map(([name, at]) => entryOf(at, { name })), connection };
    signedIn.connections.reload();
    for (const [name, at] of entries) await signedIn.secrets.store(signedIn.connections.get(name), keysOf(at));
  }

  beforeEach(async () => {
    world = await emulatedWorld();
    window = await world.open();
    other = await anEmulator({ now: () => world.clock.now() });
    signedIn = aWindow({ connections: [], connection: '' }, {}, world.clock);
    window.clientFor = async (connection) => window.process.around(await signedIn.clients.for(connection));
    await configure({ Work: world.emulator, Home: other }, 'Work');
    save = window.saves.start(world.saveParams({ connection: 'Work' }));
    await world.until(() => world.clock.now() - save.requestedAt > MINUTE);
  });
  afterEach(() => world.close());

  test('continues through its own connection when another one becomes current, and sends nothing to that account', async () => {
    await configure({ Work: world.emulator, Home: other }, 'Home');
    expect(signedIn.connections.current?.name).toBe('Home');
    const { state } = await window.toTheEnd(save);
    expect(state).toMatchObject({ phase: 'saved', image: { status: 'ACTIVE' } });
    expect(world.emulator.count('CreateImage')).toBe(1);
    expect(other.count('*')).toBe(0);
  });

  test('becomes unwatched when its connection switches to another account, and can be resumed after switching back', async () => {
    await configure({ Work: other }, 'Work');
    const lost = await window.toTheEnd(save);
    expect(lost.state).toMatchObject({ phase: 'unwatched', why: 'missing' });
    expect([other.count('ShowImage') > 0, other.count('CreateImage')]).toEqual([true, 0]);
    await configure({ Work: world.emulator }, 'Work');
    window.saves.resumeFollowing(save.id);
    expect((await window.toTheEnd(save)).state).toMatchObject({ phase: 'saved', image: { status: 'ACTIVE' } });
    expect([world.emulator.count('CreateImage'), world.imagesMade]).toEqual([1, 1]);
  });
});
