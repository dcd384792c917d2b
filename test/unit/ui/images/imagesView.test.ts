import { describe, expect, test, vi } from 'vitest';
import { type ModelArtsError, NotSentError } from '../../../../src/model/errors';
import { ImageList } from '../../../../src/ui/images/imageList';
import type { ImageNode } from '../../../../src/ui/images/imageRow';
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

/** The view of a loaded list, in a VS Code that fails to find a row `failures` times. */
async function aView(failures = 0, memento: ValueStore = new KeptValues()) {
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
      // The list changes meanwhile, so that all rows are replaced.
      list.put({ ...IMAGE, description: `said ${sought.length}` });
      throw new Error('Cannot resolve tree item for element');
    },
  };
  const saves = { list: [], onDidChange: never };
  const redrawn = { count: 0 };
  const redraw = () => {
    redrawn.count += 1;
  };
  const notebooks = { failureOf: () => undefined, onDidChange: never };
  const options = { list, connections, notebooks, saves, clock, log: silentLogger, view, redraw, memento };
  const shown = new ImagesView(options as never);
  const reading = list.read();
  const whileReading = view.message;
  await reading;
  redrawn.count = 0;
  return { shown, sought, view, whileReading, list, clock, redrawn };
}

describe('revealing an image', () => {
  test('succeeds when the rows are replaced while VS Code looks for one', async () => {
    const { shown, sought } = await aView(2);
    await shown.reveal('saved');
    expect(sought.map((row) => row.kind === 'image' && row.image.description)).toEqual([undefined, 'said 1', 'said 2']);
  });

  test('fails when the row is never found', async () => {
    const { shown, sought } = await aView(Number.POSITIVE_INFINITY);
    await expect(shown.reveal('saved')).rejects.toThrow('Cannot resolve tree item');
    expect(sought.length).toBeLessThan(10);
  });
});

describe('a redraw', () => {
  const changed = { ...IMAGE, description: 'changed' };

  test('follows a change at once while VS Code is not drawing', async () => {
    const { list, redrawn } = await aView();
    list.put(changed);
    expect(redrawn.count).toBe(1);
  });

  test('waits until VS Code has requested all rows, and then shows all changes at once', async () => {
    const { shown, list, clock, redrawn } = await aView();
    const roots = shown.rows.getChildren();
    list.put(changed);
    list.put({ ...IMAGE, description: 'changed again' });
    await clock.advance(50);
    const [repository] = roots.flatMap((root) => shown.rows.getChildren(root));
    await clock.advance(99);
    expect(redrawn.count).toBe(0);
    await clock.advance(1);
    expect(redrawn.count).toBe(1);
    const [image] = shown.rows.getChildren(repository);
    expect(image).toMatchObject({ image: { description: 'changed again' } });
    await clock.advance(10_000);
    expect(redrawn.count).toBe(1);
  });

  test('does not empty the groups of an earlier drawing', async () => {
    const { shown, list } = await aView();
    const [organization] = shown.rows.getChildren();
    const [repository] = shown.rows.getChildren(organization);
    list.put(anImage({ id: 'other', namespace: 'ai-team', name: 'base', tag: 'v2', status: 'ACTIVE' }));
    const repositories = shown.rows.getChildren(organization);
    expect(repositories.map((node) => shown.rows.getTreeItem(node).label)).toEqual(['base']);
    const tags = shown.rows.getChildren(repository);
    expect(new Set(tags.map((node) => shown.rows.getTreeItem(node).label))).toEqual(new Set(['v1', 'v2']));
    expect(tags.map((node) => shown.rows.getParent(node))).toEqual([repositories[0], repositories[0]]);
  });

  test('is not caused by equal data of an image', async () => {
    const { list, redrawn } = await aView();
    list.put({ ...IMAGE });
    expect(redrawn.count).toBe(0);
  });

  test('comes before a row is revealed', async () => {
    const { shown, list, clock, redrawn, sought } = await aView();
    shown.rows.getChildren();
    list.put(changed);
    const revealing = shown.reveal('saved');
    await clock.advance(99);
    expect([redrawn.count, sought.length]).toEqual([0, 0]);
    await clock.advance(1);
    await revealing;
    expect([redrawn.count, sought.length]).toEqual([1, 1]);
  });
});

test('the view shows that images are loading until the first ones arrive', async () => {
  const { view, whileReading } = await aView();
  expect([whileReading, view.message]).toEqual(['Loading images…', '']);
});

test('the filter survives window reloads until it is cleared', async () => {
  const memento = new KeptValues();
  const { shown } = await aView(0, memento);
  shown.filter = 'base v2';
  const { shown: reloaded } = await aView(0, memento);
  expect([reloaded.filter, reloaded.rows.shown]).toEqual(['base v2', 0]);
  reloaded.filter = '';
  expect((await aView(0, memento)).shown.filter).toBe('');
});

describe('a list that cannot be read', () => {
  const unreachable = new NotSentError({ reason: 'refused', host: 'h', code: 'ECONNREFUSED', proxy: undefined });
  const denied = aRefusal({ status: 403 });

  /** Kinds of the rows while the notebooks view has this error, and after it was resolved. */
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
      memento: new KeptValues(),
    } as never);
    await list.read();
    const kinds = (): readonly string[] => shown.rows.getChildren().map(({ kind }) => kind);
    const before = kinds();
    await clock.advance(1000);
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
