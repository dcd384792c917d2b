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

/** One step of a run: its text for a report, whether it can run now, and what it does. */
class Step implements fc.AsyncCommand<Model, Real> {
  constructor(
    private readonly label: string,
    readonly check: (model: Readonly<Model>) => boolean,
    readonly run: (model: Model, real: Real) => Promise<void>,
  ) {}
  toString = (): string => this.label;
}

const pick = <T>(items: readonly T[], at: number): T | undefined => items[at % Math.max(1, items.length)];
const always = (): boolean => true;
const hasWindow = ({ windows }: Readonly<Model>): boolean => windows > 0;

/** Starts a save of an idle notebook; its response may be lost. */
const begin = (at: number, fault: FaultName, accept: boolean): Step =>
  new Step(
    `start in ${at} with ${fault}, ${accept ? '' : 'not '}accepted`,
    hasWindow,
    async (model, { world, windows }) => {
      const tag = `v${model.begun.size}`;
      const { id, name } = world.emulator.edit.addNotebook({ name: `notebook-${tag}` });
      const request = anImageRequest({ namespace: 'ai-team', name: 'experiments', tag });
      world.emulator.fail({ on: 'CreateImage', with: fault, accept });
      const before = world.emulator.count('CreateImage');
      pick(windows, at)?.saves.start(world.saveParams({ notebook: { id, name }, request }));
      await world.until(() => world.emulator.count('CreateImage') > before);
      await world.settle();
      model.begun.set(tag, { wasAccepted: accept });
    },
  );

const pass = (ms: number): Step => new Step(`${ms / SECOND} s pass`, always, (_model, { world }) => world.pass(ms));

const suspend = (ms: number): Step =>
  new Step(`suspend for ${ms / MINUTE} min`, always, (_model, { world }) => {
    world.clock.suspend(ms);
    return world.settle();
  });

/** Blocks one window for a while; the others cannot tell why it is silent. */
const block = (at: number, ms: number): Step =>
  new Step(`window ${at} is blocked for ${ms / SECOND} s`, hasWindow, async (_model, { world, windows }) => {
    const process = pick(windows, at)?.process;
    process?.freeze();
    await world.pass(ms);
    process?.thaw();
    await world.settle();
  });

/** Separates a window from its extension host for a while. */
const disconnect = (at: number, ms: number): Step =>
  new Step(`window ${at} is disconnected for ${ms / SECOND} s`, hasWindow, async (_model, { world, windows }) => {
    const reconnect = pick(windows, at)?.orphan();
    await world.pass(ms);
    reconnect?.();
    await world.settle();
  });

const open = new Step(
  'a window opens',
  ({ windows }) => windows < 3,
  async (model, { world, windows }) => {
    windows.push(await world.open());
    model.windows += 1;
  },
);

const end = (at: number, how: 'close' | 'kill' | 'orphan'): Step =>
  new Step(`${how} window ${at}`, hasWindow, async (model, { windows }) => {
    const [window] = windows.splice(at % windows.length, 1);
    await window?.[how]();
    model.windows -= 1;
  });

const control = (at: number, which: number, how: 'stopFollowing' | 'resumeFollowing' | 'checkNow'): Step =>
  new Step(
    `${how} ${which} in ${at}`,
    ({ windows, begun }) => windows > 0 && begun.size > 0,
    async (_model, { world, windows }) => {
      const window = pick(windows, at);
      const save = window && pick(window.saves.list, which);
      if (save) window.saves[how](save.id);
      await world.settle();
    },
  );

const fail = (on: string, fault: FaultName, times: number): Step =>
  new Step(
    `${times} × ${fault} on ${on}`,
    always,
    async (_model, { world }) => void world.emulator.fail({ on, with: fault, times }),
  );

const index = fc.nat({ max: 5 });
const start = fc
  .tuple(
    index,
    fc.constantFrom<FaultName>('none', 'resetAfter', 'gatewayTimeoutAfter', 'truncatedLength', 'html'),
    fc.boolean(),
  )
  .map(([at, fault, accept]) => begin(at, fault, accept || fault === 'none'));
const commands = fc.commands(
  [
    // Listed twice because without saves the other commands test nothing.
    start,
    start,
    fc.integer({ min: 1, max: 90 }).map((seconds) => pass(seconds * SECOND)),
    fc.integer({ min: 1, max: 60 }).map((minutes) => suspend(minutes * MINUTE)),
    fc.tuple(index, fc.integer({ min: 5, max: 60 })).map(([window, seconds]) => block(window, seconds * SECOND)),
    fc.tuple(index, fc.integer({ min: 5, max: 90 })).map(([window, seconds]) => disconnect(window, seconds * SECOND)),
    fc.constant(open),
    fc.tuple(index, fc.constantFrom('close', 'kill', 'orphan')).map(([window, how]) => end(window, how)),
    fc
      .tuple(index, index, fc.constantFrom('stopFollowing', 'resumeFollowing', 'checkNow'))
      .map(([window, save, how]) => control(window, save, how)),
    fc
      .tuple(
        fc.constantFrom('ShowImage', 'ListImage', 'ShowNotebook'),
        fc.constantFrom<FaultName>('serverError503', 'resetBefore', 'throttled'),
        fc.integer({ min: 1, max: 6 }),
      )
      .map(([on, fault, times]) => fail(on, fault, times)),
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
