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

const INTERRUPTIONS = [
  ...REASONS.network.map((reason) => new NotSentError({ reason, host: 'h', code: undefined, proxy: undefined })),
  ...REASONS.unreadable.map((reason) => new UnreadableAnswerError(reason, 200, 'h', undefined)),
  ...REASONS.notConnected.map((reason) => new NotConnectedError(reason, undefined, undefined)),
  new NotConnectedError('otherAddress', 'Work', 'https://new.example', 'https://old.example'),
];

const STOPPINGS: readonly Stopping[] = [
  ...(['notWanted', 'wanted', 'asked', 'accepted', 'dropped'] as const).map((kind) => ({ kind })),
  { kind: 'failed', error: refusal },
];

function expectRestored(save: Save): void {
  expect(comparableSave(readSave(saveText(save)))).toEqual(comparableSave(save));
}

test.each<Partial<Save>>([
  ...Object.values(STATES).flatMap((states) => states.map((state) => ({ state }))),
  ...INTERRUPTIONS.map((error) => ({ state: { phase: 'saving', image, trouble: { since: 9, error } } as const })),
  ...STOPPINGS.map((stopping) => ({ stopping })),
  { request: undefined },
  { endedAt: undefined },
  { reference: '' },
])('a save is restored with %o', (overrides) => expectRestored(aSave(overrides)));

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

test('names in any script are restored', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, text, (name, message, connection) => {
      const state: SaveState = { phase: 'saving', image: anImage({ statusMessage: message }), trouble: undefined };
      expectRestored(aSave({ connection, notebook: { id: name, name }, state }));
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
