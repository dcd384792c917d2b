import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Connection } from '../../../../src/connections/connection';
import { type Emulator, startEmulator } from '../../../../src/emulator/index';
import { NotConnectedError } from '../../../../src/model/errors';
import type { Image } from '../../../../src/model/image';
import { regionEndpoints } from '../../../../src/model/region';
import { ImageList, type ImageListOptions } from '../../../../src/ui/images/imageList';
import { Emitter } from '../../../../src/util/event';
import { silentLogger } from '../../../../src/util/logger';
import { anImage, aRefusal } from '../../../support/builders';
import { connectTo } from '../../../support/connectTo';
import { ManualClock } from '../../../support/manualClock';

type Client = Awaited<ReturnType<ImageListOptions['clientFor']>>;

const connection = (name: string): Connection => ({
  name,
  region: 'cn-north-4',
  projectId: 'p',
  workspaceId: '0',
  credentials: 'environment',
  profile: undefined,
  endpoints: regionEndpoints('cn-north-4'),
});

/** A connection in use that tests change. */
class Switch {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  current: Connection | undefined = connection('Work');

  get(): Connection {
    if (!this.current) throw new NotConnectedError('noConnection', undefined, undefined);
    return this.current;
  }

  use(next: Connection | undefined): void {
    this.current = next;
    this.#changed.fire();
  }
}

/** A service whose responses tests release. */
class Service implements Client {
  #deliver: (images: readonly Image[] | undefined) => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;
  readonly deleted: (readonly [id: string, withContent: boolean])[] = [];
  images = new Map<string, Image>();
  answerDelete: () => Promise<void> = () => Promise.resolve();

  async *listImagePages(): AsyncGenerator<{ readonly images: readonly Image[]; readonly total: undefined }, void> {
    for (;;) {
      const images = await new Promise<readonly Image[] | undefined>((resolve, reject) => {
        this.#deliver = resolve;
        this.#fail = reject;
      });
      if (!images) return;
      yield { images, total: undefined };
    }
  }

  async getImage(id: string): Promise<Image> {
    const image = this.images.get(id);
    if (!image) throw aRefusal({ status: 400, code: 'ModelArts.6404' });
    return image;
  }

  async deleteImage(id: string, withContent: boolean): Promise<void> {
    this.deleted.push([id, withContent]);
    await this.answerDelete();
  }

  async page(...images: readonly Image[]): Promise<void> {
    await settled();
    this.#deliver(images);
    await settled();
  }

  async end(): Promise<void> {
    this.#deliver(undefined);
    await settled();
  }

  async fail(error: Error): Promise<void> {
    await settled();
    this.#fail(error);
    await settled();
  }
}

const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
const image = (id: string, overrides: Partial<Image> = {}): Image =>
  anImage({ id, tag: id, status: 'ACTIVE', ...overrides });

let connections: Switch;
let service: Service;
let list: ImageList;
let drawn: string[];

beforeEach(() => {
  connections = new Switch();
  service = new Service();
  const clientFor = (): Promise<Client> => Promise.resolve(service);
  list = new ImageList({ connections, clientFor, clock: new ManualClock(), log: silentLogger });
  drawn = [];
  list.onDidChange(() => drawn.push(shown()));
});
afterEach(() => list.dispose());

/** State and image IDs as text. */
const shown = (): string => [list.state.kind, ...list.state.images.map(({ id }) => id)].join(' ');

async function readWith(...images: readonly Image[]): Promise<void> {
  const reading = list.read();
  await service.page(...images);
  await service.end();
  await reading;
}

describe('loading', () => {
  test('shows the first page at once, then each time the number doubles', async () => {
    const reading = list.read();
    expect(shown()).toBe('reading');
    await service.page(image('1'), image('2'));
    await service.page(image('3'));
    expect(shown()).toBe('reading 1 2');
    await service.page(image('4'));
    expect(shown()).toBe('reading 1 2 3 4');
    await service.end();
    await reading;
    expect(drawn).toEqual(['reading', 'reading 1 2', 'reading 1 2 3 4', 'read 1 2 3 4']);
  });

  test('keeps the shown images during a reload until it is complete', async () => {
    await readWith(image('1'), image('2'));
    const reading = list.read();
    await service.page(image('2'));
    expect(shown()).toBe('read 1 2');
    await service.end();
    await reading;
    expect(shown()).toBe('read 2');
  });

  test('shows an image once when two pages contain it', async () => {
    const reading = list.read();
    await service.page(image('1'), image('2'));
    await service.page(image('2'), image('3'));
    await service.end();
    await reading;
    expect(shown()).toBe('read 1 2 3');
  });

  test('keeps the loaded images and the error when it fails', async () => {
    await readWith(image('1'));
    const reading = list.read();
    await service.fail(aRefusal());
    await reading;
    expect(shown()).toBe('failed 1');
  });

  test('without a connection is not a failure', async () => {
    connections.use(undefined);
    await list.read();
    expect(shown()).toBe('notConnected');
  });
});

describe('switching the connection', () => {
  test('drops all images and a late list response', async () => {
    const reading = list.read();
    await service.page(image('1'));
    connections.use(connection('Other'));
    expect(shown()).toBe('unread');
    await service.page(image('2'));
    await service.end();
    await reading;
    expect(shown()).toBe('unread');
  });

  test('drops a late response for a single image', async () => {
    await readWith(image('1', { status: 'CREATING' }));
    service.images.set('1', image('1'));
    const looking = expect(list.fetch('1')).rejects.toThrow(/abort/i);
    connections.use(connection('Other'));
    await looking;
    expect(shown()).toBe('unread');
  });

  test('keeps everything when only another connection changed', async () => {
    await readWith(image('1'));
    connections.use(connections.current);
    expect(shown()).toBe('read 1');
  });
});

describe('an update of a single image', () => {
  test('replaces the image in place, or comes first when it is not listed', async () => {
    await readWith(image('1'), image('2', { status: 'CREATING' }));
    list.put(image('2'));
    list.put(image('3'));
    expect(shown()).toBe('read 3 1 2');
    expect(list.find('2')?.status).toBe('ACTIVE');
  });

  test('is kept when it arrives during a reload', async () => {
    const reading = list.read();
    await service.page(image('1', { status: 'CREATING' }));
    list.put(image('1'));
    list.put(image('2'));
    await service.end();
    await reading;
    expect(shown()).toBe('read 2 1');
    expect(list.find('1')?.status).toBe('ACTIVE');
  });

  test('does not count as a list before the first load', () => {
    list.put(image('1'));
    expect(shown()).toBe('unread');
  });

  test('by a fetch is shown, or removes an image that does not exist', async () => {
    await readWith(image('1', { status: 'CREATING' }), image('2'));
    service.images.set('1', image('1'));
    expect(await list.fetch('1')).toMatchObject({ status: 'ACTIVE' });
    await expect(list.fetch('2')).rejects.toMatchObject({ code: 'ModelArts.6404' });
    expect(shown()).toBe('read 1');
  });

  test('shows an image again that was not found before', async () => {
    await readWith(image('1'), image('2'));
    await expect(list.fetch('2')).rejects.toMatchObject({ code: 'ModelArts.6404' });
    await readWith(image('1'), image('2'));
    expect(shown()).toBe('read 1 2');
    list.remove('2');
    list.put(image('2'));
    expect(shown()).toBe('read 2 1');
  });

  test('is requested from the connection it was listed with', async () => {
    const asked: string[] = [];
    const clientFor = (name: string): Promise<Client> => {
      asked.push(name);
      return Promise.resolve(service);
    };
    const other = new ImageList({ connections, clientFor, clock: new ManualClock(), log: silentLogger });
    service.images.set('1', image('1'));
    connections.use(connection('Other'));
    expect(await other.lookUp('Work', '1')).toMatchObject({ id: '1' });
    expect([asked, other.find('1')]).toEqual([['Work'], undefined]);
    other.dispose();
  });
});

describe('deleting', () => {
  test('shows the transition at once and removes the image on success', async () => {
    await readWith(image('1'), image('2'));
    const deleting = list.delete('Work', '1', true);
    expect([list.isDeleting('1'), list.isDeleting('2')]).toEqual([true, false]);
    await deleting;
    expect([shown(), list.isDeleting('1'), service.deleted]).toEqual(['read 2', false, [['1', true]]]);
  });

  test('keeps the image when refused', async () => {
    await readWith(image('1'));
    service.answerDelete = () => Promise.reject(aRefusal());
    await expect(list.delete('Work', '1', false)).rejects.toMatchObject({ kind: 'refused' });
    expect([shown(), list.isDeleting('1')]).toEqual(['read 1', false]);
  });

  test('is not undone by a reload that started before', async () => {
    await readWith(image('1'), image('2'));
    const reading = list.read();
    await service.page(image('1'), image('2'));
    await list.delete('Work', '1', false);
    await service.end();
    await reading;
    expect(shown()).toBe('read 2');
  });

  test('is not undone by a fetch that started before, but by a later one that finds the image', async () => {
    await readWith(image('1'), image('2'));
    service.images.set('1', image('1'));
    const deleting = list.delete('Work', '1', false);
    const looking = list.fetch('1');
    await Promise.all([deleting, looking]);
    list.put(image('1'));
    expect(shown()).toBe('read 2');
    await list.fetch('1');
    expect(shown()).toBe('read 1 2');
  });

  test('with one connection hides no images of another', async () => {
    await readWith(image('1'));
    await list.delete('Work', '1', false);
    connections.use(connection('Other'));
    await readWith(image('1'));
    expect(shown()).toBe('read 1');
  });

  test('completes on the connection the image was listed with after a switch', async () => {
    const asked: string[] = [];
    const clientFor = (name: string): Promise<Client> => {
      asked.push(name);
      return Promise.resolve(service);
    };
    const other = new ImageList({ connections, clientFor, clock: new ManualClock(), log: silentLogger });
    const deleting = other.delete('Work', '1', false);
    connections.use(connection('Other'));
    await deleting;
    expect([asked, service.deleted]).toEqual([['Work'], [['1', false]]]);
    other.dispose();
  });
});

describe('over real HTTP', () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  test('ten thousand images: shows the newest after one page, and each image once at the end', async () => {
    const start = emulator.now();
    for (let index = 0; index < 10_000; index += 1) {
      emulator.edit.addImage({ name: `n${index % 40}`, tag: `t${index}`, createdAt: start - index * 1000 - 1000 });
    }
    const { client, close } = connectTo(emulator);
    const clientFor = (): Promise<Client> => Promise.resolve(client);
    const big = new ImageList({ connections, clientFor, clock: new ManualClock(), log: silentLogger });
    const draws: { readonly count: number; readonly newest: string | undefined; readonly requests: number }[] = [];
    big.onDidChange(() => {
      const { images } = big.state;
      const newest = images.find(({ tag }) => tag === 't0')?.tag;
      draws.push({ count: images.length, newest, requests: emulator.count('ListImage') });
    });
    await big.read();
    expect(draws[1]).toEqual({ count: 200, newest: 't0', requests: 1 });
    expect(draws.length).toBeLessThan(12);
    const all = big.state.images;
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(10_000);
    big.dispose();
    await close();
  });

  test('an image being built is not deleted and stays listed', async () => {
    const building = emulator.edit.addImage({ status: 'CREATING' });
    const { client, close } = connectTo(emulator);
    const clientFor = (): Promise<Client> => Promise.resolve(client);
    const real = new ImageList({ connections, clientFor, clock: new ManualClock(), log: silentLogger });
    await real.read();
    await expect(real.delete('Work', building.id, true)).rejects.toMatchObject({ code: 'ModelArts.6357' });
    expect(real.find(building.id)).toMatchObject({ status: 'CREATING' });
    real.dispose();
    await close();
  });
});
