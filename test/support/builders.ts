import {
  type ModelArtsError,
  NotSavedError,
  NotSentError,
  OutcomeUnknownError,
  type Refusal,
  RefusedError,
} from '../../src/model/errors';
import type { Image } from '../../src/model/image';
import type { ImageRequest } from '../../src/model/imageRequest';
import type { Notebook, NotebookDetails } from '../../src/model/notebook';
import type { Save, SaveParams } from '../../src/save/save';
import type { SavePhase, SaveState } from '../../src/save/saveState';

/** Creates a running notebook with typical values. */
export function aNotebook(overrides: Partial<Notebook> = {}): Notebook {
  return {
    id: 'f9937afa-0000-4000-8000-000000000001',
    name: 'experiments',
    status: 'RUNNING',
    flavor: 'modelarts.vm.cpu.2u',
    feature: 'NOTEBOOK',
    ownerId: undefined,
    ownerName: 'ada',
    imageName: 'pytorch_1.8',
    poolName: undefined,
    workspaceId: '0',
    ssh: undefined,
    createdAt: Date.UTC(2026, 0, 5),
    leaseStartedAt: undefined,
    leaseEndsAt: undefined,
    ...overrides,
  };
}

/** Creates the details of a running notebook with typical values. */
export function someDetails(overrides: Partial<NotebookDetails> = {}): NotebookDetails {
  return {
    ...aNotebook(),
    description: undefined,
    failReason: undefined,
    image: { id: undefined, name: 'pytorch_1.8', reference: undefined },
    lease: undefined,
    volume: undefined,
    dataVolumes: [],
    sshUri: undefined,
    keyPairs: [],
    updatedAt: undefined,
    progress: [],
    ...overrides,
  };
}

/** Creates an image as it is right after the service has accepted a save. */
export function anImage(overrides: Partial<Image> = {}): Image {
  return {
    id: 'e1a07296-0000-4000-8000-000000000002',
    name: 'base',
    namespace: 'team',
    tag: '1.0',
    status: 'INIT',
    statusMessage: undefined,
    reference: undefined,
    sizeBytes: undefined,
    createdAt: undefined,
    updatedAt: undefined,
    arch: 'x86_64',
    origin: 'IMAGE_SAVE',
    description: undefined,
    workspaceId: '0',
    devServices: [],
    resourceCategories: [],
    supportedCategories: [],
    serviceType: undefined,
    type: undefined,
    visibility: undefined,
    flavorType: undefined,
    ...overrides,
  };
}

/** Creates a valid image request. */
export function anImageRequest(overrides: Partial<ImageRequest> = {}): ImageRequest {
  return { name: 'base', namespace: 'team', tag: '1.0', description: '', workspaceId: '0', ...overrides };
}

/** Creates the parameters of a valid save. */
export function someSaveParams(overrides: Partial<SaveParams> = {}): SaveParams {
  const { id, name } = aNotebook();
  return {
    connection: 'Work',
    registry: 'swr.example.com',
    notebook: { id, name },
    request: anImageRequest(),
    ...overrides,
  };
}

/** Creates a save that produced an image after six minutes. */
export function aSave(overrides: Partial<Save> = {}): Save {
  const { connection, notebook, request } = someSaveParams();
  const requestedAt = overrides.requestedAt ?? Date.UTC(2026, 0, 30, 9);
  return {
    id: 'b0a1c2d3-0000-4000-8000-000000000003',
    connection,
    notebook,
    request,
    reference: 'swr.example.com/team/base:1.0',
    requestedAt,
    followedSince: requestedAt,
    endedAt: requestedAt + 360_000,
    requestId: undefined,
    state: { phase: 'saved', image: anImage({ status: 'ACTIVE' }) },
    stopping: { kind: 'notWanted' },
    ...overrides,
  };
}

/** Creates a refusal: 403 without a code. */
export function aRefusal(overrides: Partial<Refusal> = {}): RefusedError {
  return new RefusedError({
    status: 403,
    code: undefined,
    serviceMessage: '',
    requestId: undefined,
    retryAfterMs: undefined,
    serverTime: undefined,
    ...overrides,
  });
}

const cause = aRefusal({ status: 504, requestId: 'a1b2c3' });
const facts = { reason: 'refused', host: 'modelarts.example.com', code: 'ECONNREFUSED' } as const;
const image = anImage({ status: 'CREATING', statusMessage: 'pushing layers' });

/** One state for each phase. */
export const STATES: { readonly [P in SavePhase]: SaveState & { readonly phase: P } } = {
  requesting: { phase: 'requesting' },
  looking: { phase: 'looking', error: new OutcomeUnknownError('nb', { cause }), since: 0, trouble: undefined },
  savingElsewhere: { phase: 'savingElsewhere', runsOn: undefined, trouble: undefined },
  saving: { phase: 'saving', image, trouble: undefined },
  saved: { phase: 'saved', image: anImage({ status: 'ACTIVE' }) },
  failed: {
    phase: 'failed',
    image: anImage({ status: 'CREATE_FAILED', statusMessage: 'too many layers in your image' }),
  },
  deleted: { phase: 'deleted', image: anImage({ status: 'DELETED' }) },
  refused: { phase: 'refused', error: aRefusal({ code: 'ModelArts.6737', requestId: 'd4e5f6' }) },
  notSent: { phase: 'notSent', error: new NotSentError({ ...facts, proxy: undefined }) },
  notSaved: { phase: 'notSaved', error: new NotSavedError('nb', { cause }) },
  over: { phase: 'over' },
  unwatched: { phase: 'unwatched', image, why: 'stopped' },
  outcomeUnknown: { phase: 'outcomeUnknown', error: new OutcomeUnknownError('nb', { cause }) },
};

/** Converts a save to plain values for comparison; errors become their fields, without stacks. */
export function comparableSave(save: Save): unknown {
  return JSON.parse(
    JSON.stringify(save, (_key, value: unknown) => (value instanceof Error ? carried(value as ModelArtsError) : value)),
  );
}

function carried({ kind, message, cause, ...facts }: ModelArtsError): object {
  return { kind, message, cause: cause instanceof Error ? cause.message : cause, ...facts };
}
