import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ModelArtsClient } from '../../../src/api/modelArtsClient';
import type { SwrClient } from '../../../src/api/swrClient';
import { createModelArtsClient, createSwrClient, createTransport } from '../../../src/chunks/client';
import { isModelArtsError, type ModelArtsError } from '../../../src/model/errors';
import { isAboutConnection, needsCredentials } from '../../../src/ui/text/credentialErrors';
import { errorText } from '../../../src/ui/text/errorText';
import { interruptionText } from '../../../src/ui/text/interruptionText';
import { savePhaseLabel } from '../../../src/ui/text/savePhaseLabel';
import { silentLogger } from '../../../src/util/logger';
import { anImageRequest } from '../../support/builders';
import { fixedKeys } from '../../support/doubles';
import { answer, rawServer } from '../../support/http/rawServer';

vi.mock('vscode', () => import('../../support/vscodeStub'));

/** `order` returns a response of another shape, an array. */
type Kind = 'answered' | 'order' | 'save';
type Action = 'Update Credentials' | 'Diagnose';

interface Outcome {
  readonly status: string;
  readonly headers?: readonly string[];
  readonly body: string;
  /** The message by kind of operation. */
  readonly says: Readonly<Record<Kind, RegExp>>;
  /** The message while following a save. */
  readonly trouble: RegExp;
  readonly code?: string;
  readonly actions: readonly Action[];
}

const REQUEST_ID = 'f00dfeed';
const error = (code: string, message: string): string => JSON.stringify({ error_code: code, error_msg: message });
const every = (pattern: RegExp): Outcome['says'] => ({ answered: pattern, order: pattern, save: pattern });
const JSON_TYPE = ['content-type: application/json'];
const OPEN = 'The save may be running. Check the status of the notebook before you save again.';
const opened = (pattern: RegExp): RegExp => new RegExp(`${pattern.source}.*${OPEN.replaceAll('.', '\\.')}`);
const NOT_ITS_OWN = /Unexpected response; still trying/;
const DENIED = error('ModelArts.0112', "Policy doesn't allow modelarts:notebook:updateStopPolicy to be performed");

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  '500 with a code': {
    status: '500 Internal Server Error',
    body: error('ModelArts.0010', 'An unexpected error occurred'),
    says: {
      ...every(/^ModelArts encountered an internal error\./),
      save: opened(/^ModelArts encountered an internal error\./),
    },
    trouble: /^ModelArts reports an error; still trying$/,
    code: 'ModelArts.0010',
    actions: [],
  },
  '503 with words alone': {
    status: '503 Service Unavailable',
    body: 'upstream down',
    says: {
      ...every(/^The service rejected the request: upstream down Try again in a few/),
      save: opened(/^The service rejected the request: upst/),
    },
    trouble: /^ModelArts reports an error; still trying$/,
    actions: [],
  },
  '503 that says when': {
    status: '503 Service Unavailable',
    headers: ['retry-after: 240'],
    body: error('APIGW.0613', 'IAM is down'),
    says: { ...every(/Try again in 4 minutes\./), save: opened(/^The authentication service isn't responding/) },
    trouble: /^ModelArts reports an error; still trying$/,
    code: 'APIGW.0613',
    actions: [],
  },
  'a web page with 502': {
    status: '502 Bad Gateway',
    body: '<html>Bad gateway</html>',
    says: {
      ...every(/^127\.0\.0\.1:\d+ returned a web page \(status 502\)\./),
      save: opened(/returned a web page/),
    },
    trouble: NOT_ITS_OWN,
    actions: ['Diagnose'],
  },
  'a web page with 200': {
    status: '200 OK',
    body: '<html>Sign in</html>',
    says: {
      ...every(/^127\.0\.0\.1:\d+ returned an unexpected response\./),
      save: opened(/^127\.0\.0\.1:\d+ returned an unexpected response\./),
    },
    trouble: NOT_ITS_OWN,
    actions: ['Diagnose'],
  },
  'an answer of another shape': {
    status: '200 OK',
    body: '[1, 2]',
    says: {
      ...every(/./),
      answered: /^127\.0\.0\.1:\d+ returned an unexpected response\./,
      save: opened(/returned an unexpected response/),
    },
    trouble: NOT_ITS_OWN,
    actions: ['Diagnose'],
  },
  'a redirect': {
    status: '302 Found',
    headers: ['location: https://login.example.com/'],
    body: '',
    says: { ...every(/redirected to another address \(302\)/), save: opened(/redirected to another address \(302\)/) },
    trouble: NOT_ITS_OWN,
    actions: ['Diagnose'],
  },
  'a wrong secret key': {
    status: '401 Unauthorized',
    body: error('APIGW.0301', 'Incorrect IAM authentication information: verify aksk signature fail'),
    says: every(/^The secret key doesn't match the access key\. Check the secret key\./),
    trouble: /^Credentials rejected; still trying$/,
    code: 'APIGW.0301',
    actions: ['Update Credentials', 'Diagnose'],
  },
  'temporary keys that ended': {
    status: '401 Unauthorized',
    body: error('APIGW.0301', 'Incorrect IAM authentication information: decrypt token fail'),
    says: every(/^The temporary access keys have expired/),
    trouble: /^Credentials expired; still trying$/,
    code: 'APIGW.0301',
    actions: ['Update Credentials', 'Diagnose'],
  },
  'a locked access key': {
    status: '401 Unauthorized',
    body: error('APIGW.0301', 'Incorrect IAM authentication information: AK access failed to reach the limit'),
    says: every(/^The access key is locked after too many failed attempts\. Try again in five minutes/),
    trouble: /^Access key locked; still trying$/,
    code: 'APIGW.0301',
    actions: ['Diagnose'],
  },
  'a denial that names the permission': {
    status: '403 Forbidden',
    body: DENIED,
    says: {
      ...every(
        /^You don't have permission to do this\..*Ask your administrator for the modelarts:notebook:updateStopPolicy permission\./,
      ),
      save: /Ask your administrator for these permissions: modelarts:notebook:updateStopPolicy, modelarts:image:create, swr:/,
    },
    trouble: /^ModelArts rejects status requests; still trying$/,
    code: 'ModelArts.0112',
    actions: [],
  },
  'a denial that names none': {
    status: '403 Forbidden',
    body: error('APIGW.0302', 'The user is not authorized'),
    says: {
      ...every(
        /^The gateway doesn't allow this operation for your account\. Ask your administrator for the permission\. \(/,
      ),
      save: /Ask your administrator for these permissions: modelarts:image:create, swr:[\w:, ]+\. \(/,
    },
    trouble: /^ModelArts rejects status requests; still trying$/,
    code: 'APIGW.0302',
    actions: [],
  },
  'throttling that says when': {
    status: '429 Too Many Requests',
    headers: ['retry-after: 2'],
    body: error('APIGW.0308', 'The throttling threshold has been reached'),
    says: every(/^Too many requests\. Try again in 2 seconds\./),
    trouble: /^Too many requests; still trying$/,
    code: 'APIGW.0308',
    actions: [],
  },
  'throttling that does not say when': {
    status: '429 Too Many Requests',
    body: error('APIGW.0308', 'The throttling threshold has been reached'),
    says: every(/^Too many requests\. Try again in a minute\./),
    trouble: /^Too many requests; still trying$/,
    code: 'APIGW.0308',
    actions: [],
  },
};

const signal = (): AbortSignal => AbortSignal.timeout(10_000);

interface Clients {
  readonly client: ModelArtsClient;
  readonly swr: SwrClient;
}

interface Operation {
  readonly name: string;
  readonly kind: Kind;
  readonly ask: (clients: Clients) => Promise<unknown>;
}

const follow = ({ client }: Clients): Promise<unknown> => client.getImage('i1', signal());
const save = ({ client }: Clients): Promise<unknown> => client.createImage('n1', anImageRequest(), signal());

const OPERATIONS: readonly Operation[] = [
  { name: 'list workspaces', kind: 'answered', ask: ({ client }) => client.listWorkspaces(signal()) },
  {
    name: 'list notebooks',
    kind: 'answered',
    ask: ({ client }) => client.readNotebooks({}, signal()),
  },
  { name: 'list images', kind: 'answered', ask: ({ client }) => client.listImages({}, signal()) },
  { name: 'show a notebook', kind: 'answered', ask: ({ client }) => client.getNotebook('n1', signal()) },
  { name: 'list organizations', kind: 'answered', ask: ({ swr }) => swr.listOrganizations(signal()) },
  { name: 'list tags', kind: 'order', ask: ({ swr }) => swr.listTags('ai-team', 'base', signal()) },
  { name: 'renew', kind: 'order', ask: ({ client }) => client.renewLease('n1', 3_600_000, signal()) },
  { name: 'start', kind: 'answered', ask: ({ client }) => client.startNotebook('n1', undefined, signal()) },
  { name: 'stop', kind: 'answered', ask: ({ client }) => client.stopNotebook('n1', signal()) },
  { name: 'delete an image', kind: 'order', ask: ({ client }) => client.deleteImage('i1', true, signal()) },
  { name: 'create an organization', kind: 'order', ask: ({ swr }) => swr.createOrganization('ai-team', signal()) },
  { name: 'save', kind: 'save', ask: save },
];

/** Returns the error of an operation when the service sends this response. */
async function errorOf({ status, headers = JSON_TYPE, body }: Outcome, ask: Operation['ask']): Promise<ModelArtsError> {
  const text = answer(status, body, [...headers, `x-request-id: ${REQUEST_ID}`, `date: ${new Date().toUTCString()}`]);
  const server = await rawServer({ onRequest: (socket) => socket.write(text) });
  const transport = createTransport({ timeoutMs: () => 5000 });
  onTestFinished(async () => {
    await transport.close();
    await server.close();
  });
  const options = {
    transport,
    endpoint: server.url,
    projectId: 'p',
    authenticator: fixedKeys({ accessKey: 'AK', secretKey: 'SK', securityToken: undefined }),
    language: 'en-us' as const,
    clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
    random: () => 0.5,
    log: silentLogger,
  };
  const clients = { client: createModelArtsClient(options), swr: createSwrClient(options) };
  const [result] = await Promise.allSettled([ask(clients)]);
  if (result.status === 'rejected' && isModelArtsError(result.reason)) return result.reason;
  throw new Error(`No error: ${JSON.stringify(result)}`);
}

const actionsFor = (failure: ModelArtsError): readonly Action[] => [
  ...(needsCredentials(failure) ? (['Update Credentials'] as const) : []),
  ...(isAboutConnection(failure) ? (['Diagnose'] as const) : []),
];

const table = Object.entries(OUTCOMES).flatMap(([name, outcome]) =>
  OPERATIONS.filter(({ kind }) => kind !== 'order' || name !== 'an answer of another shape').map(
    (operation) => [name, operation.name, outcome, operation] as const,
  ),
);

describe('the message of a failed request', () => {
  test.each(table)(
    'after %s to %s has the cause, the remedy, the code and the request ID',
    async (_name, _operation, outcome, { kind, ask }) => {
      const failure = await errorOf(outcome, ask);
      const text = errorText(failure, kind === 'save' ? 'save' : undefined);
      expect(text).toMatch(outcome.says[kind]);
      expect(text).not.toContain('no answer came back');
      expect(text).toContain(`(${outcome.code ? `${outcome.code}, ` : ''}request ${REQUEST_ID})`);
      expect(actionsFor(failure)).toEqual(outcome.actions);
    },
  );

  test.each(Object.entries(OUTCOMES))(
    'after %s while following a save names the interruption',
    async (_name, outcome) => {
      const failure = await errorOf(outcome, follow);
      expect(interruptionText(failure)).toMatch(outcome.trouble);
    },
  );

  test.each(Object.entries(OUTCOMES).filter(([, { says }]) => says.save.source.includes('may or may not')))(
    'after %s to a save does not claim a missing response while looking for the image',
    async (_name, outcome) => {
      const failure = await errorOf(outcome, save);
      if (failure.kind !== 'outcomeUnknown') throw failure;
      const state = { phase: 'looking', error: failure, since: 0, trouble: undefined } as const;
      expect(savePhaseLabel(state)).toBe('Unclear response; looking for the image');
    },
  );
});
