import { describe, expect, test, vi } from 'vitest';
import { type ModelArtsError, NotSentError } from '../../../../src/model/errors';
import { ImageList } from '../../../../src/ui/images/imageList';
import type { ImageNode } from '../../../../src/ui/images/imageNode';
import { ImagesView } from '../../../../src/ui/images/imagesView';
import type { ValueStore } from '../../../../src/ui/saves/flow/rememberedAnswers';
import { Emitter } from '../../../../src/util/event';
import { silentLogger } from '../../../../src/util/logger';
import { anImage, aRefusal } from '../../../support/builders';
import { KeptValues } from '../../../support/doubles';
import { ManualClock } from '../../../support/manualClock';

vi.mock('vscode', () => import('../../../support/vscodeStub'));

const never = () => ({ dispose: () => undefined });
const IMAGE = anImage({ id: 'saved', namespace: 'ai-team', name: 'base', tag: 'v1', status: 'ACTIVE' });

/** The view over a list that has been read, in a VS Code that cannot find a row so often. */
async function aView(failures = 0, kept: ValueStore = new KeptValues()) {
  const connection = { name: 'Work', region: 'cn-north-4', endpoints: { modelarts: 'https://modelarts.example' } };
  const connections = { current: connection, get: () => connection, onDidChange: never };
  const client = {
    async *listImagePages() {
      yield { images: [IMAGE], total: 1 };
    },
    getImage: async () => IMAGE,
    deleteImage: async () => undefined,
  };
  const clock = new ManualClock();
  const list = new ImageList({ connections, clientFor: async () => client, clock, log: silentLogger } as never);
  const sought: ImageNode[] = [];
  const view = {
    visible: true,
    message: '',
    onDidChangeVisibility: never,
    reveal: async (row: ImageNode) => {
      sought.push(row);
      if (sought.length > failures) return;
      // The service says something new meanwhile, so that all rows are made anew.
      list.put({ ...IMAGE, description: `said ${sought.length}` });
      throw new Error('Cannot resolve tree item for element');
    },
  };
  const saves = { list: [], onDidChange: never };
  const redraw = () => undefined;
  const notebooks = { failureOf: () => undefined, onDidChange: never };
  const options = { list, connections, notebooks, saves, clock, log: silentLogger, view, redraw, kept };
  const shown = new ImagesView(options as never);
  const reading = list.read();
  const whileReading = view.message;
  await reading;
  return { shown, sought, view, whileReading };
}

describe('showing an image', () => {
  test('finds its row again when the rows were replaced while VS Code looked for it', async () => {
    const { shown, sought } = await aView(2);
    await shown.reveal('saved');
    expect(sought.map((row) => row.kind === 'image' && row.image.description)).toEqual([undefined, 'said 1', 'said 2']);
  });

  test('gives up on a row that is never found, and says so', async () => {
    const { shown, sought } = await aView(Number.POSITIVE_INFINITY);
    await expect(shown.reveal('saved')).rejects.toThrow('Cannot resolve tree item');
    expect(sought.length).toBeLessThan(10);
  });
});

test('the view says that images are being loaded until the first ones are there', async () => {
  const { view, whileReading } = await aView();
  expect([whileReading, view.message]).toEqual(['Loading images…', '']);
});

test('the filter is kept across reloads of the window, until it is cleared', async () => {
  const kept = new KeptValues();
  const { shown } = await aView(0, kept);
  shown.filter = 'base v2';
  const { shown: reloaded } = await aView(0, kept);
  expect([reloaded.filter, reloaded.rows.shown]).toEqual(['base v2', 0]);
  reloaded.filter = '';
  expect((await aView(0, kept)).shown.filter).toBe('');
});

describe('a list that cannot be read', () => {
  const unreachable = new NotSentError({ reason: 'refused', host: 'h', code: 'ECONNREFUSED', proxy: undefined });
  const denied = aRefusal({ status: 403 });

  /** Kinds of the rows, while the view of notebooks has this error; and after it has it no more. */
  async function rowsWhile(error: ModelArtsError, there: ModelArtsError | undefined) {
    const connection = { name: 'Work', region: 'r', endpoints: { modelarts: 'https://modelarts.example' } };
    const connections = { current: connection, get: () => connection, onDidChange: never };
    const clientFor = async () => {
      throw error;
    };
    const clock = new ManualClock();
    const list = new ImageList({ connections, clientFor, clock, log: silentLogger } as never);
    const changed = new Emitter<void>();
    const state = { there };
    const notebooks = { failureOf: () => state.there, onDidChange: changed.event };
    let redrawn = 0;
    const shown = new ImagesView({
      list,
      connections,
      notebooks,
      saves: { list: [], onDidChange: never },
      clock,
      log: silentLogger,
      view: { visible: true, onDidChangeVisibility: never },
      redraw: () => (redrawn += 1),
      kept: new KeptValues(),
    } as never);
    await list.read();
    const kinds = (): readonly string[] => shown.rows.getChildren().map(({ kind }) => kind);
    const before = kinds();
    redrawn = 0;
    state.there = undefined;
    changed.fire();
    return { before, after: kinds(), redrawn };
  }

  test.each([
    ['says why', unreachable, undefined, ['error'], 0],
    ['says nothing that the view of notebooks says already', unreachable, unreachable, [], 1],
    ['says what is about images alone', denied, denied, ['error'], 0],
  ] as const)('%s', async (_what, error, there, kinds, redraws) => {
    const { before, after, redrawn } = await rowsWhile(error, there);
    expect([before, after, redrawn]).toEqual([kinds, ['error'], redraws]);
  });
});
