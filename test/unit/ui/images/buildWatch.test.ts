import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NotConnectedError } from '../../../../src/model/errors';
import type { Image } from '../../../../src/model/image';
import { watchBuilds } from '../../../../src/ui/images/buildWatch';
import type { ImageListState } from '../../../../src/ui/images/imageList';
import type { Disposable } from '../../../../src/util/disposable';
import { Emitter } from '../../../../src/util/event';
import { anImage, aSave } from '../../../support/builders';
import { KeptLog, ManualViewFocus } from '../../../support/doubles';
import { ManualClock } from '../../../support/manualClock';

vi.mock('vscode', () => import('../../../support/vscodeStub'));

const building = (id: string): Image => anImage({ id, status: 'CREATING' });

/** A list that records which images are polled. */
class Looked {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly looks: string[] = [];
  readAt = 0;
  state: ImageListState = { kind: 'read', images: [] };
  failure: Error | undefined;

  show(...images: readonly Image[]): void {
    this.state = { kind: 'read', images };
    this.#changed.fire();
  }

  isDeleting(): boolean {
    return false;
  }

  async fetch(id: string): Promise<Image> {
    this.looks.push(id);
    if (this.failure) throw this.failure;
    return building(id);
  }
}

let clock: ManualClock;
let viewFocus: ManualViewFocus;
let list: Looked;
let saves: { list: ReturnType<typeof aSave>[] };
let log: KeptLog;
let watch: Disposable;

beforeEach(() => {
  clock = new ManualClock();
  viewFocus = new ManualViewFocus();
  list = new Looked();
  list.readAt = clock.now();
  saves = { list: [] };
  log = new KeptLog();
  watch = watchBuilds({ list, saves, viewFocus, clock, log });
});
afterEach(() => watch.dispose());

test('polls only images being built, every ten seconds', async () => {
  list.show(building('1'), anImage({ id: '2', status: 'ACTIVE' }), anImage({ id: '3', status: 'CREATE_FAILED' }));
  await clock.advance(9_000);
  expect(list.looks).toEqual([]);
  await clock.advance(22_000);
  expect(list.looks).toEqual(['1', '1', '1']);
  list.show(anImage({ id: '1', status: 'ACTIVE' }));
  await clock.advance(60_000);
  expect(list.looks).toHaveLength(3);
});

test('does not poll while the view is hidden', async () => {
  list.show(building('1'));
  viewFocus.lookAway();
  await clock.advance(120_000);
  expect(list.looks).toEqual([]);
  viewFocus.look();
  await clock.advance(1);
  expect(list.looks).toEqual(['1']);
});

test('does not poll images that a save of this window follows', async () => {
  saves.list = [aSave({ state: { phase: 'saving', image: building('1'), trouble: undefined } })];
  list.show(building('1'), building('2'));
  await clock.advance(11_000);
  expect(list.looks).toEqual(['2']);
});

test('polls at most ten images at a time', async () => {
  list.show(...Array.from({ length: 30 }, (_each, index) => building(`${index}`)));
  await clock.advance(11_000);
  expect(list.looks).toHaveLength(10);
});

test('continues after a request error', async () => {
  list.failure = new NotConnectedError('noCredentials', 'Work', undefined);
  list.show(building('1'));
  await clock.advance(31_000);
  expect(list.looks).toEqual(['1', '1', '1']);
});

test('continues after a bug and logs its stack', async () => {
  list.failure = new TypeError('unexpected');
  list.show(building('1'), building('2'));
  await clock.advance(21_000);
  expect(list.looks).toEqual(['1', '2', '1', '2']);
  expect(log.lines).toHaveLength(4);
  expect(log.lines[0]).toMatch(/^error Could not reload image 1: TypeError: unexpected\n +at /);
});
