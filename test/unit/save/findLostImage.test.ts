import { describe, expect, test } from 'vitest';
import { NotSentError, UnreadableAnswerError } from '../../../src/model/errors';
import type { ImageRequest } from '../../../src/model/imageRequest';
import { findLostImage, type SaveEvidence } from '../../../src/save/findOutcome';
import { anImage, anImageRequest, aRefusal } from '../../support/builders';
import { ManualClock } from '../../support/manualClock';
import { ScriptedSource } from '../../support/scriptedSource';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const clock = new ManualClock();
const requestedAt = clock.now() - 10 * SECOND;
const mine = { createdAt: requestedAt + SECOND };

async function find(
  source: ScriptedSource,
  { taken = '', request = anImageRequest() }: { readonly taken?: string; readonly request?: ImageRequest } = {},
): Promise<SaveEvidence> {
  const lost = { notebookId: 'n1', request, requestedAt, lostAt: clock.now() };
  const context = { now: () => clock.now(), isTaken: (id: string) => id === taken };
  return findLostImage(source, lost, context, new AbortController().signal);
}

function aSource(...images: Parameters<typeof anImage>[0][]): ScriptedSource {
  const source = new ScriptedSource(clock);
  source.listed = images.map((overrides) => anImage(overrides));
  source.serverTime = clock.now();
  return source;
}

test('findLostImage finds an image with the requested namespace, name and tag created after the request', async () => {
  expect(await find(aSource(mine))).toEqual({ kind: 'image', image: anImage(mine) });
});

test.each([
  ['another organization', { ...mine, namespace: 'other' }],
  ['another name', { ...mine, name: 'other' }],
  ['another tag', { ...mine, tag: 'other' }],
  ['an earlier creation time', { createdAt: requestedAt - 6 * SECOND }],
  ['no creation time after it has settled', { createdAt: undefined, status: 'ACTIVE' }],
  ['the id of another save', { ...mine, id: 'taken' }],
])('findLostImage ignores an image with %s', async (_label, overrides) => {
  expect(await find(aSource(overrides), { taken: 'taken' })).toEqual({ kind: 'none', isSaving: false });
});

test('findLostImage accepts an image without a creation time while it is being built', async () => {
  expect(await find(aSource({ createdAt: undefined, status: 'CREATING' }))).toMatchObject({ kind: 'image' });
});

test('findLostImage filters the list by namespace and name', async () => {
  const source = aSource(mine);
  await find(source);
  expect(source.queries).toEqual([{ namespace: 'team', name: 'base' }]);
});

test('findLostImage filters the list by workspace unless it is the default one', async () => {
  const source = aSource(mine);
  await find(source, { request: anImageRequest({ workspaceId: 'w1' }) });
  expect(source.queries).toEqual([{ namespace: 'team', name: 'base', workspaceId: 'w1' }]);
});

test('findLostImage returns the latest of several matching images', async () => {
  const found = await find(
    aSource({ ...mine, id: 'a' }, { createdAt: requestedAt + 3 * SECOND, id: 'b' }, { ...mine, id: 'c' }),
  );
  expect(found).toMatchObject({ image: { id: 'b' } });
});

describe('a request without a tag', () => {
  const request = anImageRequest({ tag: '' });

  test.each(['latest', '20260131-0900', undefined])('matches an image with the tag %s', async (tag) => {
    expect(await find(aSource({ ...mine, tag }), { request })).toMatchObject({ kind: 'image', image: { tag } });
  });

  test.each([
    ['another organization', { ...mine, namespace: 'other' }],
    ['another name', { ...mine, name: 'other' }],
    ['an earlier creation time', { createdAt: requestedAt - 6 * SECOND }],
    ['a creation time long after the response was lost', { createdAt: clock.now() + 3 * MINUTE }],
    ['origin CUSTOMIZE', { ...mine, origin: 'CUSTOMIZE' }],
    ['the id of another save', { ...mine, id: 'taken' }],
  ])('ignores an image with %s', async (_label, overrides) => {
    const later = aSource(overrides);
    later.serverTime = clock.now();
    expect(await find(later, { request, taken: 'taken' })).toEqual({ kind: 'none', isSaving: false });
  });

  test('leaves several candidates undecided', async () => {
    const source = aSource({ ...mine, id: 'a', tag: 'x' }, { ...mine, id: 'b', tag: 'y' });
    expect(await find(source, { request })).toEqual({ kind: 'several' });
    expect(await find(source, { request, taken: 'a' })).toMatchObject({ kind: 'image', image: { id: 'b' } });
  });
});

describe('the service’s clock', () => {
  test.each([-10 * MINUTE, -MINUTE, MINUTE, 10 * MINUTE])(
    'may differ by %d ms and decides the age of an image',
    async (off) => {
      const source = aSource({ createdAt: requestedAt + off + SECOND });
      source.serverTime = clock.now() + off;
      expect(await find(source)).toMatchObject({ kind: 'image' });
      source.listed = [anImage({ createdAt: requestedAt + Math.min(0, off) - 6 * SECOND })];
      expect(await find(source)).toMatchObject({ kind: 'none' });
    },
  );

  test('may be behind the gateway’s clock, which sets the Date header', async () => {
    const source = aSource(mine);
    source.serverTime = clock.now() + 10 * MINUTE;
    expect(await find(source)).toMatchObject({ kind: 'image' });
  });

  test('is assumed to differ by at most 15 minutes when no Date header is sent', async () => {
    const source = aSource({ createdAt: requestedAt - 15 * MINUTE });
    source.serverTime = undefined;
    expect(await find(source)).toMatchObject({ kind: 'image' });
    source.listed = [anImage({ createdAt: requestedAt - 15 * MINUTE - 1 })];
    expect(await find(source)).toMatchObject({ kind: 'none' });
  });
});

describe('without a matching image', () => {
  test.each([
    ['SNAPSHOTTING', true],
    ['RUNNING', false],
    ['STOPPED', false],
  ])('reports whether the notebook is being saved when its status is %s', async (status, isSaving) => {
    const source = aSource();
    source.notebook = status;
    expect(await find(source)).toEqual({ kind: 'none', isSaving });
  });

  test.each([400, 403, 404])(
    'reports "unknown" when the service refuses to return the notebook (%d)',
    async (status) => {
      const source = aSource();
      source.notebook = aRefusal({ status });
      expect(await find(source)).toEqual({ kind: 'none', isSaving: undefined });
    },
  );

  test.each([
    ['a busy service', aRefusal({ status: 503 })],
    ['expired credentials', aRefusal({ status: 401 })],
    ['a web page', new UnreadableAnswerError('notJson', 404, 'h', undefined)],
    ['no network', new NotSentError({ reason: 'dns', host: 'h', code: undefined, proxy: undefined })],
  ])('rejects on %s', async (_label, error) => {
    const source = aSource();
    source.notebook = error;
    await expect(find(source)).rejects.toBe(error);
    source.listed = error;
    await expect(find(source)).rejects.toBe(error);
  });
});
