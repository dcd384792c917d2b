import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  NoAnswerError,
  NotConnectedError,
  NotSavedError,
  NotSentError,
  OutcomeUnknownError,
  SaveInProgressError,
  UnreadableAnswerError,
} from '../../../../src/model/errors';
import type { Save, Stopping } from '../../../../src/save/save';
import type { SavePhase, SaveState } from '../../../../src/save/saveState';
import { readSave, saveText } from '../../../../src/save/store/saveCodec';
import { anImage, aRefusal, aSave, comparableSave } from '../../../support/builders';

const offline = new NotSentError({ reason: 'dns', host: 'modelarts.example.com', code: 'ENOTFOUND', proxy: 'p:3128' });
const reset = new NoAnswerError({ reason: 'reset', host: 'modelarts.example.com', code: undefined, proxy: undefined });
const page = new UnreadableAnswerError('notJson', 200, 'modelarts.example.com', 'r1');
const refusal = aRefusal({
  status: 429,
  code: 'APIGW.0308',
  serviceMessage: 'slow',
  requestId: 'r2',
  retryAfterMs: 5000,
});
const notConnected = new NotConnectedError('noCredentials', 'Work', 'HUAWEICLOUD_SDK_AK');
const unknown = new OutcomeUnknownError('n1', { cause: reset });
const image = anImage({
  status: 'A_NEW_WORD',
  statusMessage: 'Pushing',
  sizeBytes: 5,
  createdAt: 1,
  reference: 'r',
  devServices: ['SSH'],
  resourceCategories: ['CPU', 'GPU'],
  supportedCategories: ['CPU'],
  serviceType: 'TRAIN',
  type: 'DEDICATED',
  visibility: 'PRIVATE',
  flavorType: 'ASCEND_SNT9B',
});

const STATES: Readonly<Record<SavePhase, readonly SaveState[]>> = {
  requesting: [{ phase: 'requesting' }],
  looking: [
    { phase: 'looking', error: unknown, since: 7, trouble: undefined },
    {
      phase: 'looking',
      error: new OutcomeUnknownError('n1', { cause: undefined }),
      since: 7,
      trouble: { since: 9, error: page },
    },
  ],
  savingElsewhere: [
    { phase: 'savingElsewhere', runsOn: undefined, trouble: undefined },
    { phase: 'savingElsewhere', runsOn: 'i1', trouble: { since: 9, error: notConnected } },
  ],
  saving: [
    { phase: 'saving', image, trouble: undefined },
    ...[offline, reset, page, refusal, notConnected].map(
      (error): SaveState => ({ phase: 'saving', image, trouble: { since: 9, error } }),
    ),
  ],
  saved: [
    { phase: 'saved', image },
    { phase: 'saved', image, noticedLate: true },
  ],
  failed: [{ phase: 'failed', image: anImage() }],
  deleted: [{ phase: 'deleted', image }],
  refused: [{ phase: 'refused', error: refusal }],
  notSent: [
    { phase: 'notSent', error: offline },
    { phase: 'notSent', error: notConnected },
  ],
  notSaved: [{ phase: 'notSaved', error: new NotSavedError('n1', { cause: page }) }],
  over: [{ phase: 'over' }],
  unwatched: [
    { phase: 'unwatched', image, why: 'deadline' },
    { phase: 'unwatched', image: undefined, why: 'stopped' },
    { phase: 'unwatched', image, why: 'missing' },
    { phase: 'unwatched', image, why: 'unexpected' },
  ],
  outcomeUnknown: [{ phase: 'outcomeUnknown', error: unknown }],
};

const STOPPINGS: readonly Stopping[] = [
  { kind: 'notWanted' },
  { kind: 'wanted' },
  { kind: 'asked' },
  { kind: 'accepted' },
  { kind: 'dropped' },
  { kind: 'failed', error: refusal },
];

test.each(Object.entries(STATES).flatMap(([phase, states]) => states.map((state) => [phase, state] as const)))(
  'a save in state %s is restored',
  (_phase, state) => {
    const save = aSave({ state });
    expect(comparableSave(readSave(saveText(save)))).toEqual(comparableSave(save));
  },
);

const REASONS = {
  network: [
    'refused',
    'dns',
    'tls',
    'proxy',
    'proxyAuth',
    'proxyUnreachable',
    'proxyUnusable',
    'reset',
    'timeout',
    'offline',
    'foreignHost',
    'unusableText',
    'other',
  ],
  unreadable: ['redirect', 'empty', 'notJson', 'unexpectedShape', 'tooLarge', 'truncated'],
  notConnected: [
    'noConnection',
    'unknownConnection',
    'noCredentials',
    'noStoredSecret',
    'otherAddress',
    'noFile',
    'badFile',
    'encryptedFile',
    'noProject',
    'badConnection',
    'badEndpoint',
  ],
} as const;

test.each([
  ...REASONS.network.map((reason) => new NotSentError({ reason, host: 'h', code: undefined, proxy: undefined })),
  ...REASONS.unreadable.map((reason) => new UnreadableAnswerError(reason, 200, 'h', undefined)),
  ...REASONS.notConnected.map((reason) => new NotConnectedError(reason, undefined, undefined)),
  new NotConnectedError('otherAddress', 'Work', 'https://new.example', 'https://old.example'),
])('the error of an interruption is restored: $message', (error) => {
  const save = aSave({ state: { phase: 'saving', image, trouble: { since: 9, error } } });
  expect(comparableSave(readSave(saveText(save)))).toEqual(comparableSave(save));
});

test.each(STOPPINGS)('the stop request is restored: %o', (stopping) => {
  const save = aSave({ stopping });
  expect(comparableSave(readSave(saveText(save)))).toEqual(comparableSave(save));
});

test.each<Partial<Save>>([{ request: undefined }, { endedAt: undefined }, { reference: '' }])(
  'missing fields are restored: %o',
  (overrides) => {
    const save = aSave(overrides);
    expect(comparableSave(readSave(saveText(save)))).toEqual(comparableSave(save));
  },
);

test('a file of an earlier version is read without the fields that it lacks', () => {
  const later = {
    devServices: [],
    resourceCategories: [],
    supportedCategories: [],
    serviceType: undefined,
    type: undefined,
    visibility: undefined,
    flavorType: undefined,
  };
  const save = aSave({ state: { phase: 'saved', image } });
  const earlier = JSON.parse(saveText(save), (key, value: unknown) => (Object.hasOwn(later, key) ? undefined : value));
  expect(JSON.stringify(earlier)).not.toMatch(/devServices|flavorType/);
  const read = readSave(JSON.stringify(earlier));
  expect(comparableSave(read)).toEqual(
    comparableSave({ ...save, state: { phase: 'saved', image: { ...image, ...later } } }),
  );
});

test('the file of a save has the documented fields in a fixed order', () => {
  const trouble = { since: 9, error: refusal };
  expect(saveText(aSave({ state: { phase: 'saving', image, trouble }, requestId: 'r3' }))).toBe(
    JSON.stringify({
      version: 1,
      id: 'b0a1c2d3-0000-4000-8000-000000000003',
      connection: 'Work',
      notebook: { id: 'f9937afa-0000-4000-8000-000000000001', name: 'experiments' },
      request: { name: 'base', namespace: 'team', tag: '1.0', description: '', workspaceId: '0' },
      reference: 'swr.example.com/team/base:1.0',
      requestedAt: 1769763600000,
      followedSince: 1769763600000,
      endedAt: 1769763960000,
      requestId: 'r3',
      state: {
        phase: 'saving',
        image: {
          id: image.id,
          name: image.name,
          namespace: image.namespace,
          tag: image.tag,
          status: 'A_NEW_WORD',
          statusMessage: 'Pushing',
          reference: 'r',
          sizeBytes: 5,
          createdAt: 1,
          updatedAt: image.updatedAt,
          arch: image.arch,
          origin: image.origin,
          description: image.description,
          workspaceId: image.workspaceId,
          devServices: ['SSH'],
          resourceCategories: ['CPU', 'GPU'],
          supportedCategories: ['CPU'],
          serviceType: 'TRAIN',
          type: 'DEDICATED',
          visibility: 'PRIVATE',
          flavorType: 'ASCEND_SNT9B',
        },
        trouble: {
          since: 9,
          error: {
            kind: 'refused',
            status: 429,
            code: 'APIGW.0308',
            serviceMessage: 'slow',
            requestId: 'r2',
            retryAfterMs: 5000,
          },
        },
      },
      stopping: { kind: 'notWanted' },
    }),
  );
});

test('any save with texts in any script is restored', () => {
  const text = fc.string({ unit: 'binary' });
  const optional = fc.option(text, { nil: undefined });
  const time = fc.integer({ min: -8.64e15, max: 8.64e15 });
  const anyImage = fc
    .record({
      name: optional,
      statusMessage: optional,
      reference: optional,
      description: optional,
      createdAt: fc.option(time, { nil: undefined }),
      sizeBytes: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }), { nil: undefined }),
      devServices: fc.array(text),
    })
    .map((overrides) => anImage(overrides));
  const anyState = fc.oneof(
    fc.constantFrom(...Object.values(STATES).flat()),
    anyImage.map((each): SaveState => ({ phase: 'saved', image: each })),
    fc.record({ phase: fc.constant('saving' as const), image: anyImage, trouble: fc.constant(undefined) }),
  );
  const anySave = fc.record({
    connection: text,
    notebook: fc.record({ id: text, name: text }),
    reference: text,
    requestedAt: time,
    followedSince: time,
    endedAt: fc.option(time, { nil: undefined }),
    requestId: optional,
    state: anyState,
    stopping: fc.constantFrom(...STOPPINGS),
  });
  fc.assert(
    fc.property(anySave, (overrides) => {
      const save = aSave(overrides);
      const restored = readSave(saveText(save));
      expect(comparableSave(restored)).toEqual(comparableSave(save));
      expect(saveText(restored)).toBe(saveText(save));
    }),
  );
});

test('an interruption that is not about a request is omitted and the save can be read', () => {
  const trouble = { since: 9, error: new SaveInProgressError('n1') };
  const save = aSave({ state: { phase: 'saving', image, trouble } });
  expect(readSave(saveText(save)).state).toEqual({ phase: 'saving', image, trouble: undefined });
});

test('only the defined fields of a failed stop request are persisted', () => {
  const error = Object.assign(aRefusal({ status: 403 }), { token: 'very secret' });
  expect(saveText(aSave({ stopping: { kind: 'failed', error } }))).not.toContain('very secret');
});

test('only the defined fields of an image and a notebook are persisted', () => {
  const secret = { token: 'very secret' };
  const save = aSave({
    notebook: { id: 'n1', name: 'nb', ...secret },
    state: { phase: 'saved', image: { ...image, ...secret } },
  });
  expect(saveText(save)).not.toContain('very secret');
});

describe('a text that no version wrote', () => {
  const text = saveText(aSave());
  const offlineText = saveText(aSave({ state: { phase: 'notSent', error: offline } }));
  test.each([
    ['is empty', ''],
    ['is not JSON', text.slice(0, 40)],
    ['is an array', '[]'],
    ['has a later version', text.replace('"version":1', '"version":2')],
    ['has an id with a path', text.replace(aSave().id, '../../x')],
    ['has an unknown state', text.replace('"phase":"saved"', '"phase":"soon"')],
    ['has an invalid time', text.replace(/"requestedAt":\d+/, '"requestedAt":1e308')],
    ['has an unknown reason', offlineText.replace('"reason":"dns"', '"reason":"weather"')],
    ['has a reason that is not a string', offlineText.replace('"reason":"dns"', '"reason":["dns"]')],
    ['lacks its image', text.replace(/"image":\{[^}]*\}/, '"image":null')],
  ])('is rejected when it %s', (_label, contents) => {
    expect(() => readSave(contents)).toThrow();
  });

  test('is rejected for any text', () => {
    fc.assert(
      fc.property(fc.json(), (contents) => {
        expect(() => readSave(contents)).toThrow();
      }),
    );
  });
});
