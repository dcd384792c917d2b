import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FaultName } from '../../../src/emulator/index';
import type { Save } from '../../../src/save/save';
import { isInProgress } from '../../../src/save/saveState';
import { anImageRequest } from '../../support/builders';
import type { Window } from '../../support/window';
import { type EmulatedWorld, emulatedWorld, type ServiceClient } from '../../support/world';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The expected state: saves that were started and whether the service accepted them. */
interface Model {
  /** Started saves by their unique tag. */
  readonly begun: Map<string, { readonly wasAccepted: boolean }>;
  windows: number;
}

interface Real {
  readonly world: EmulatedWorld;
  /** Open windows. */
  readonly windows: Window<ServiceClient>[];
}

type Command = fc.AsyncCommand<Model, Real>;

const pick = <T>(items: readonly T[], at: number): T | undefined => items[at % Math.max(1, items.length)];

/** Starts a save of an idle notebook; its response may be lost. */
class Start implements Command {
  constructor(
    private readonly window: number,
    private readonly fault: FaultName,
    private readonly accept: boolean,
  ) {}

  check({ windows }: Readonly<Model>): boolean {
    return windows > 0;
  }

  async run(model: Model, { world, windows }: Real): Promise<void> {
    const window = pick(windows, this.window);
    const tag = `v${model.begun.size}`;
    const { id, name } = world.emulator.edit.addNotebook({ name: `notebook-${tag}` });
    const request = anImageRequest({ namespace: 'ai-team', name: 'experiments', tag });
    world.emulator.fail({ on: 'CreateImage', with: this.fault, accept: this.accept });
    const before = world.emulator.count('CreateImage');
    window?.saves.start(world.saveParams({ notebook: { id, name }, request }));
    await world.until(() => world.emulator.count('CreateImage') > before);
    await world.settle();
    model.begun.set(tag, { wasAccepted: this.accept });
  }

  toString = (): string => `start in ${this.window} with ${this.fault}, ${this.accept ? '' : 'not '}accepted`;
}

class Pass implements Command {
  constructor(private readonly ms: number) {}
  check = (): boolean => true;
  async run(_model: Model, { world }: Real): Promise<void> {
    await world.pass(this.ms);
  }
  toString = (): string => `${this.ms / SECOND} s pass`;
}

class Suspend implements Command {
  constructor(private readonly ms: number) {}
  check = (): boolean => true;
  async run(_model: Model, { world }: Real): Promise<void> {
    world.clock.suspend(this.ms);
    await world.settle();
  }
  toString = (): string => `suspend for ${this.ms / MINUTE} min`;
}

/** Blocks one window for a while; the others cannot tell why it is silent. */
class Block implements Command {
  constructor(
    private readonly window: number,
    private readonly ms: number,
  ) {}
  check = ({ windows }: Readonly<Model>): boolean => windows > 0;
  async run(_model: Model, { world, windows }: Real): Promise<void> {
    const process = pick(windows, this.window)?.process;
    process?.freeze();
    await world.pass(this.ms);
    process?.thaw();
    await world.settle();
  }
  toString = (): string => `window ${this.window} is blocked for ${this.ms / SECOND} s`;
}

/** Separates a window from its extension host for a while. */
class Disconnect implements Command {
  constructor(
    private readonly window: number,
    private readonly ms: number,
  ) {}
  check = ({ windows }: Readonly<Model>): boolean => windows > 0;
  async run(_model: Model, { world, windows }: Real): Promise<void> {
    const reconnect = pick(windows, this.window)?.orphan();
    await world.pass(this.ms);
    reconnect?.();
    await world.settle();
  }
  toString = (): string => `window ${this.window} is disconnected for ${this.ms / SECOND} s`;
}

class Open implements Command {
  check = ({ windows }: Readonly<Model>): boolean => windows < 3;
  async run(model: Model, { world, windows }: Real): Promise<void> {
    windows.push(await world.open());
    model.windows += 1;
  }
  toString = (): string => 'a window opens';
}

class End implements Command {
  constructor(
    private readonly window: number,
    private readonly how: 'close' | 'kill' | 'orphan',
  ) {}
  check = ({ windows }: Readonly<Model>): boolean => windows > 0;
  async run(model: Model, { windows }: Real): Promise<void> {
    const [window] = windows.splice(this.window % windows.length, 1);
    await window?.[this.how]();
    model.windows -= 1;
  }
  toString = (): string => `${this.how} window ${this.window}`;
}

class Control implements Command {
  constructor(
    private readonly window: number,
    private readonly save: number,
    private readonly how: 'stopFollowing' | 'resumeFollowing' | 'checkNow',
  ) {}
  check = ({ windows, begun }: Readonly<Model>): boolean => windows > 0 && begun.size > 0;
  async run(_model: Model, { world, windows }: Real): Promise<void> {
    const window = pick(windows, this.window);
    const save = window && pick(window.saves.list, this.save);
    if (save) window.saves[this.how](save.id);
    await world.settle();
  }
  toString = (): string => `${this.how} ${this.save} in ${this.window}`;
}

class Fail implements Command {
  constructor(
    private readonly on: string,
    private readonly fault: FaultName,
    private readonly times: number,
  ) {}
  check = (): boolean => true;
  async run(_model: Model, { world }: Real): Promise<void> {
    world.emulator.fail({ on: this.on, with: this.fault, times: this.times });
  }
  toString = (): string => `${this.times} × ${this.fault} on ${this.on}`;
}

const index = fc.nat({ max: 5 });
const start = fc
  .tuple(
    index,
    fc.constantFrom<FaultName>('none', 'resetAfter', 'gatewayTimeoutAfter', 'truncatedLength', 'html'),
    fc.boolean(),
  )
  .map(([window, fault, accept]) => new Start(window, fault, accept || fault === 'none'));
const commands = fc.commands(
  [
    // Listed twice because without saves the other commands test nothing.
    start,
    start,
    fc.integer({ min: 1, max: 90 }).map((seconds) => new Pass(seconds * SECOND)),
    fc.integer({ min: 1, max: 60 }).map((minutes) => new Suspend(minutes * MINUTE)),
    fc.tuple(index, fc.integer({ min: 5, max: 60 })).map(([window, seconds]) => new Block(window, seconds * SECOND)),
    fc
      .tuple(index, fc.integer({ min: 5, max: 90 }))
      .map(([window, seconds]) => new Disconnect(window, seconds * SECOND)),
    fc.constant(new Open()),
    fc.tuple(index, fc.constantFrom('close', 'kill', 'orphan')).map(([window, how]) => new End(window, how)),
    fc
      .tuple(index, index, fc.constantFrom('stopFollowing', 'resumeFollowing', 'checkNow'))
      .map(([window, save, how]) => new Control(window, save, how)),
    fc
      .tuple(
        fc.constantFrom('ShowImage', 'ListImage', 'ShowNotebook'),
        fc.constantFrom<FaultName>('serverError503', 'resetBefore', 'throttled'),
        fc.integer({ min: 1, max: 6 }),
      )
      .map(([on, fault, times]) => new Fail(on, fault, times)),
  ],
  { maxCommands: 14, size: 'max' },
);

/** Completes all saves in a window that has read every save. */
async function completeAll({ world, windows }: Real): Promise<readonly Save[]> {
  world.emulator.clearFaults();
  const last = await world.open();
  windows.push(last);
  await last.saves.readEnded();
  for (let round = 0; round < 4; round += 1) {
    await world.toTheEnd();
    for (const { id } of last.saves.list) {
      last.saves.resumeFollowing(id);
      last.saves.checkNow(id);
    }
    await world.settle();
    if (!last.saves.list.some(({ state }) => isInProgress(state))) break;
  }
  await world.toTheEnd();
  return last.saves.list;
}

function expectInvariants(model: Model, { world }: Real, saves: readonly Save[]): void {
  expect(world.emulator.count('CreateImage')).toBe(model.begun.size);
  expect(new Set(saves.map(({ request }) => request?.tag))).toEqual(new Set(model.begun.keys()));
  expect(saves).toHaveLength(model.begun.size);
  for (const { id, state, request } of saves) {
    const tag = request?.tag ?? '';
    const images = world.emulator.edit.images.filter((image) => image.name === 'experiments' && image.tag === tag);
    const wasAccepted = model.begun.get(tag)?.wasAccepted ?? false;
    expect([tag, images.length]).toEqual([tag, wasAccepted ? 1 : 0]);
    expect([tag, state.phase]).toEqual([tag, wasAccepted ? 'saved' : 'notSaved']);
    if (!wasAccepted) continue;
    const ends = world.announcements.filter((save) => save.id === id && save.state.phase === 'saved');
    expect([tag, ends.length]).toEqual([tag, 1]);
  }
}

test('any order of windows, faults and commands leads to one request, the result of the service and one announcement per save', async () => {
  let begun = 0;
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(start, commands, async (first, orders) => {
      const world = await emulatedWorld({ disk: runs % 6 === 0 ? 'real' : 'memory', timeoutMs: 2000 });
      world.emulator.behave({ saveMs: MINUTE });
      const model: Model = { begun: new Map(), windows: 1 };
      const real: Real = { world, windows: [await world.open()] };
      try {
        await fc.asyncModelRun(() => ({ model, real }), [first, ...orders]);
        expectInvariants(model, real, await completeAll(real));
        begun += model.begun.size;
        runs += 1;
      } finally {
        await world.close();
      }
    }),
    { numRuns: 60, plugins: [fc.interruptAfterTimeLimit(60_000)] },
  );
  // Otherwise too few saves were tested.
  expect(begun).toBeGreaterThanOrEqual(runs * 1.5);
}, 120_000);
