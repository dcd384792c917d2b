import { describe, expect, test, vi } from 'vitest';
import type { ImageNode } from '../../../../src/ui/images/imageNode';
import { ImageList } from '../../../../src/ui/images/imageList';
import { ImagesView } from '../../../../src/ui/images/imagesView';
import { silentLogger } from '../../../../src/util/logger';
import { anImage } from '../../../support/builders';
import { ManualClock } from '../../../support/manualClock';

vi.mock('vscode', () => import('../../../support/vscodeStub'));

const never = () => ({ dispose: () => undefined });
const IMAGE = anImage({ id: 'saved', namespace: 'ai-team', name: 'base', tag: 'v1', status: 'ACTIVE' });

/** The view over a list that has been read, in a VS Code that cannot find a row so often. */
async function aView(failures: number) {
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
  const shown = new ImagesView({ list, connections, saves, clock, log: silentLogger, view, redraw } as never);
  await list.read();
  return { shown, sought };
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
