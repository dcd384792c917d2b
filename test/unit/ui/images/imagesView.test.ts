import { describe, expect, test, vi } from 'vitest';
import type { ValueStore } from '../../../../src/save/rememberedAnswers';
import type { ImageNode } from '../../../../src/ui/images/imageNode';
import { ImageList } from '../../../../src/ui/images/imageList';
import { ImagesView } from '../../../../src/ui/images/imagesView';
import { silentLogger } from '../../../../src/util/logger';
import { anImage } from '../../../support/builders';
import { KeptValues } from '../../../support/keptValues';
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
  const shown = new ImagesView({ list, connections, saves, clock, log: silentLogger, view, redraw, kept } as never);
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
