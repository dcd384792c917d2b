import { describe, expect, onTestFinished, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/emulator/index';
import { connectTo } from '../../support/connectTo';

const deadline = (): AbortSignal => AbortSignal.timeout(15_000);

const request = { name: 'pytorch1_4', namespace: 'ai-team', tag: '20221223', description: '', workspaceId: '0' };

/** The response in the API page's example, with values for the fields that the example omits. */
const RESPONSE = {
  arch: 'x86_64',
  create_at: 1671786468811,
  description: 'notebook2.0 20200816',
  dev_services: ['SSH', 'NOTEBOOK'],
  id: '4e0d1854-63e5-4517-b683-a0ee97a692a1',
  name: 'pytorch1_4',
  namespace: 'atelier-auto',
  origin: 'IMAGE_SAVE',
  resource_categories: ['CPU', 'GPU'],
  service_type: 'TRAIN',
  size: 3376133259,
  status: 'INIT',
  status_message: 'Waiting for the image to be built',
  support_res_categories: ['CPU', 'ASCEND'],
  swr_path: 'swr.example.com/atelier-auto/pytorch1_4:20221223',
  tag: '20221223',
  type: 'DEDICATED',
  update_at: 1671786468812,
  visibility: 'PRIVATE',
  workspace_id: '0',
  flavor_type: 'ASCEND_SNT9B',
};

const IMAGE = {
  id: RESPONSE.id,
  name: 'pytorch1_4',
  namespace: 'atelier-auto',
  tag: '20221223',
  status: 'INIT',
  statusMessage: 'Waiting for the image to be built',
  reference: 'swr.example.com/atelier-auto/pytorch1_4:20221223',
  sizeBytes: 3376133259,
  createdAt: 1671786468811,
  updatedAt: 1671786468812,
  arch: 'x86_64',
  origin: 'IMAGE_SAVE',
  description: 'notebook2.0 20200816',
  workspaceId: '0',
  devServices: ['SSH', 'NOTEBOOK'],
  resourceCategories: ['CPU', 'GPU'],
  supportedCategories: ['CPU', 'ASCEND'],
  serviceType: 'TRAIN',
  type: 'DEDICATED',
  visibility: 'PRIVATE',
  flavorType: 'ASCEND_SNT9B',
};

async function connect() {
  const emulator = await startEmulator();
  const { client, close } = connectTo(emulator);
  onTestFinished(async () => {
    await close();
    await emulator.close();
  });
  return { emulator, client };
}

function answerWith(emulator: Emulator, status: number, body: unknown): void {
  const page = { kind: 'page', status, contentType: 'application/json', body: JSON.stringify(body) } as const;
  emulator.fail({ on: 'CreateImage', with: page });
}

/** Sends a save request through all layers of the client and returns the body that is sent. */
async function sentBody(overrides: Partial<typeof request>): Promise<unknown> {
  const emulator = await startEmulator();
  const bodies: unknown[] = [];
  const { client, close } = connectTo(emulator, {
    onWire: (send) => (sent, signal) => {
      bodies.push(JSON.parse(sent.body ?? ''));
      return send(sent, signal);
    },
  });
  const { id } = emulator.edit.addNotebook();
  await client.createImage(id, { ...request, ...overrides }, deadline());
  await close();
  await emulator.close();
  return bodies[0];
}

describe('the body of a save request', () => {
  test('contains organization, image, tag, description and workspace', async () => {
    expect(await sentBody({ description: 'for tests' })).toEqual({
      name: 'pytorch1_4',
      namespace: 'ai-team',
      tag: '20221223',
      description: 'for tests',
      workspace_id: '0',
    });
  });

  test('omits an empty tag and an empty description', async () => {
    expect(await sentBody({ tag: '', description: '' })).toEqual({
      name: 'pytorch1_4',
      namespace: 'ai-team',
      workspace_id: '0',
    });
  });
});

describe('the response to a save request', () => {
  test('is parsed with all 21 fields of the API page', async () => {
    const { emulator, client } = await connect();
    answerWith(emulator, 200, RESPONSE);
    expect(Object.keys(RESPONSE)).toHaveLength(21);
    expect((await client.createImage('n1', request, deadline())).image).toEqual(IMAGE);
  });

  test.each(Object.keys(RESPONSE).filter((field) => field !== 'id'))(
    'is parsed when %s is missing or has another type',
    async (field) => {
      const { emulator, client } = await connect();
      answerWith(emulator, 200, { ...RESPONSE, [field]: undefined });
      const without = await client.createImage('n1', request, deadline());
      emulator.clearFaults();
      answerWith(emulator, 200, { ...RESPONSE, [field]: { wrong: true } });
      expect(await client.createImage('n1', request, deadline())).toMatchObject({ image: without.image });
    },
  );

  test('has all 21 fields when it comes from the emulator', async () => {
    const { emulator, client } = await connect();
    const { id } = emulator.edit.addNotebook({ flavor: 'modelarts.bm.npu.arm.8snt9b.d' });
    const { image } = await client.createImage(id, { ...request, description: 'for tests' }, deadline());
    emulator.advance(7 * 60_000);
    const built = await client.getImage(image.id, deadline());
    const fields = Object.entries({ ...image, sizeBytes: built.sizeBytes });
    expect(fields.filter(([, value]) => value === undefined)).toEqual([]);
    expect(built).toMatchObject({ resourceCategories: ['ASCEND'], flavorType: 'ASCEND_SNT9B', visibility: 'PRIVATE' });
  });
});
