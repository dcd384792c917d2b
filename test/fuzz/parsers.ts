import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createToken } from '../../src/api/createToken';
import { ModelArtsClient } from '../../src/api/modelArtsClient';
import { matchesNoProxy } from '../../src/api/network/matchesNoProxy';
import { readProxy } from '../../src/api/network/readProxy';
import { readAnswer } from '../../src/api/readAnswer';
import { readErrorBody } from '../../src/api/readErrorBody';
import { retryAfterMs, serverTime } from '../../src/api/retryAfter';
import { SwrClient } from '../../src/api/swrClient';
import { IamClient } from '../../src/api/iamClient';
import type { Send } from '../../src/api/http';
import type { Credentials, Secret } from '../../src/connections/credentials';
import { allowedEndpoint } from '../../src/connections/endpoint';
import { findEnvironmentCredentials } from '../../src/connections/environmentCredentials';
import { HcloudFile } from '../../src/connections/hcloudFile';
import { readIni } from '../../src/connections/readIni';
import { readSecret } from '../../src/connections/secretText';
import { REGION_ID, readConnections } from '../../src/connections/readConnections';
import { checkName, checkNamespace, checkTag } from '../../src/model/checkImageRequest';
import { isModelArtsError } from '../../src/model/errors';
import { toImageName, toTag } from '../../src/model/proposeImage';
import { readRemoteAuthority, readSshUri } from '../../src/model/sshEndpoint';
import { RememberedAnswers } from '../../src/save/rememberedAnswers';
import { KeptArrangement } from '../../src/ui/notebooks/keptArrangement';
import { GROUPINGS, SORTINGS } from '../../src/ui/notebooks/arrangement';
import { readSaveArguments } from '../../src/ui/saving/saveArguments';
import { systemClock } from '../../src/util/clock';
import { oneLine } from '../../src/util/text';
import { silentLogger } from '../../src/util/logger';
import { saveParsers } from './saveParsers';
import { wrongFields } from './wrongFields';

/** Reads text from outside, and says what is wrong with what it made of it; undefined when all is well. */
export type Parser = (input: string) => Promise<string | undefined> | string | undefined;

/** Everything that reads what somebody else wrote. A parser without a folder in `corpus` fails a test. */
export const parsers: Readonly<Record<string, Parser>> = {
  ...saveParsers,
  notebooks: (input) =>
    client(input, async (api, signal) => {
      const { notebooks, malformed } = await api.readNotebooks({}, signal);
      return { notebooks, malformed };
    }),
  notebook: (input) => client(input, (api, signal) => api.getNotebook('id', signal)),
  image: (input) => client(input, (api, signal) => api.getImage('id', signal)),
  images: (input) => client(input, (api, signal) => api.listImages({}, signal)),
  workspaces: (input) => client(input, (api, signal) => api.listWorkspaces(signal)),
  organizations: (input) => answering(input, (send, signal) => new SwrClient(HOST, send).listOrganizations(signal)),
  tags: (input) => answering(input, (send, signal) => new SwrClient(HOST, send).listTags('o', 'r', signal)),
  projects: (input) => answering(input, (send, signal) => new IamClient(HOST, send).listProjects(undefined, signal)),
  errorBody: (input) => {
    const { code, message, requestId } = readErrorBody(input);
    return wrongFields({ code, message, requestId }) ?? echoOf(message);
  },
  refusal: (input) => {
    try {
      readAnswer({ status: 400, headers: {}, body: input }, HOST);
      return 'took a refusal for success';
    } catch (error) {
      if (!isModelArtsError(error) || error.kind !== 'refused') return `threw ${String(error)}`;
      return error.serviceMessage === oneLine(error.serviceMessage) ? undefined : 'a message of several lines';
    }
  },
  retryAfter: (input) => {
    const ms = retryAfterMs({ 'retry-after': input, date: input });
    if (ms !== undefined && !(ms >= 1000 && ms <= 300_000)) return `waits ${ms} ms`;
    const time = serverTime({ date: input });
    return time === undefined || Number.isFinite(time) ? undefined : `time ${time}`;
  },
  connections: (input) => {
    const setting = parsed(input);
    const { connections, problems } = readConnections(setting);
    const entries = Array.isArray(setting) ? setting.length : 0;
    if (connections.length + problems.length !== entries) return 'lost an entry';
    if (new Set(connections.map(({ name }) => name)).size !== connections.length) return 'two of one name';
    for (const { region, endpoints } of connections) {
      if (!REGION_ID.test(region)) return `region ${region}`;
      for (const address of [endpoints.modelarts, endpoints.swr, endpoints.iam]) {
        if (allowedEndpoint(address) !== address) return `keys would go to ${address}`;
      }
    }
    return undefined;
  },
  endpoint: (input) => {
    const address = allowedEndpoint(input);
    if (address === undefined) return undefined;
    const url = new URL(address);
    const loopback = /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) return `keys would go to ${address}`;
    return url.username + url.password + url.search + url.hash === '' && !address.endsWith('/') ? undefined : address;
  },
  environment: (input) => {
    const variables = fieldsOf(parsed(input));
    const found = findEnvironmentCredentials(variables);
    return found && wrongSecret(found.secret);
  },
  storedSecret: (input) => {
    const stored = readSecret(input);
    return stored && wrongSecret(stored.secret);
  },
  profileFile: (input) => {
    for (const [name, keys] of readIni(input)) {
      for (const [key, value] of keys) {
        if (key !== key.toLowerCase() || /\r?\n/.test(name + key + value)) return `key ${key}`;
      }
    }
    return undefined;
  },
  hcloudFile: async (input) => {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'hcloud-'));
    try {
      fs.mkdirSync(path.join(home, '.hcloud'));
      fs.writeFileSync(path.join(home, '.hcloud/config.json'), input);
      const file = new HcloudFile(home);
      const state = await file.state();
      const found = await file.read(undefined, 'Work').catch((error: unknown) => error);
      if (found instanceof Error) return isModelArtsError(found) ? wrongFields(state) : `threw ${String(found)}`;
      return wrongFields(state) ?? wrongSecret((found as Credentials).secret);
    } finally {
      fs.rmSync(home, { recursive: true, force: true });
    }
  },
  rememberedAnswers: (input) => {
    const remembered = new RememberedAnswers({ get: () => parsed(input), update: async () => undefined });
    const organizations = remembered.organizations('Work');
    const broken = organizations.find((name) => checkNamespace(name)?.severity === 'stop');
    return broken === undefined ? wrongFields(remembered.of('Work', 'n1')) : `offers ${broken}`;
  },
  arrangement: (input) => {
    const { current } = new KeptArrangement({ get: () => parsed(input), update: async () => undefined });
    const { running, mine, text, group, sort, ...others } = current;
    const isOne = GROUPINGS.includes(group) && SORTINGS.includes(sort) && typeof text === 'string';
    if (!isOne || Object.keys(others).length > 0) return `arranges by ${JSON.stringify(current)}`;
    return typeof running === 'boolean' && typeof mine === 'boolean' ? wrongFields(current) : 'neither yes nor no';
  },
  sshAddress: (input) => {
    const endpoint = readSshUri(input);
    if (endpoint && !/^\S+$/.test(endpoint.host)) return `host ${endpoint.host}`;
    if (endpoint && !(endpoint.port >= 1 && endpoint.port <= 65_535)) return `port ${endpoint.port}`;
    const hex = Buffer.from(input).toString('hex');
    const hosts = [input, `ssh-remote+${input}`, `ssh-remote+${hex}`].map(readRemoteAuthority);
    return hosts.includes('') ? 'leads nowhere' : undefined;
  },
  token: (input) =>
    answering(input, (send, signal) =>
      createToken(send, HOST, { domain: 'd', user: 'u', password: 'p' }, { name: 'cn-north-4' }, signal),
    ),
  proxy: (input) => {
    const proxy = readProxy(input, undefined);
    if ('unusable' in proxy) return proxy.unusable.includes('@') ? 'shows a password' : undefined;
    if (proxy.name.includes('@') || proxy.host === '') return `name ${proxy.name}`;
    return proxy.port >= 0 && proxy.port <= 65_535 ? undefined : `port ${proxy.port}`;
  },
  noProxy: (input) => {
    const url = new URL('https://modelarts.cn-north-4.myhuaweicloud.com/');
    return typeof matchesNoProxy(input.split(','), url) === 'boolean' ? undefined : 'neither yes nor no';
  },
  saveArguments: (input) => {
    const { save } = readSaveArguments(parsed(input));
    const { confirm, ...texts } = save;
    return typeof confirm === 'boolean' ? wrongFields(texts) : `confirm ${String(confirm)}`;
  },
  proposal: (input) => {
    const name = toImageName(input);
    if (checkName(name)) return `proposes the name ${name}`;
    const tag = toTag(input);
    return tag !== '' && checkTag(tag) ? `proposes the tag ${tag}` : undefined;
  },
};

const HOST = 'https://modelarts.example.com';
const ANSWER_HEADERS = { 'x-subject-token': 'issued' };

async function client(
  body: string,
  ask: (api: ModelArtsClient, signal: AbortSignal) => Promise<unknown>,
): Promise<string | undefined> {
  return answering(body, (send, signal) =>
    ask(new ModelArtsClient({ endpoint: HOST, projectId: 'p', send, clock: systemClock, log: silentLogger }), signal),
  );
}

/** Asks a service that answers every request with this body: what comes out is well-formed, or an error of the family. */
async function answering(
  body: string,
  ask: (send: Send, signal: AbortSignal) => Promise<unknown>,
): Promise<string | undefined> {
  let asked = 0;
  // A list that never ends would be asked for a long time.
  const send: Send = async () => ({
    status: 200,
    headers: ANSWER_HEADERS,
    body: (asked += 1) > 20 ? '{"data":[]}' : body,
  });
  try {
    return wrongFields(await ask(send, new AbortController().signal));
  } catch (error) {
    return isModelArtsError(error) ? undefined : `threw ${String(error)}`;
  }
}

/** A secret that would be asked with, and cannot be right. */
function wrongSecret(secret: Secret): string | undefined {
  const parts = secret.kind === 'keys' ? [secret.keys.accessKey, secret.keys.secretKey] : Object.values(secret.login);
  return parts.every((part) => typeof part === 'string' && part !== '') ? undefined : 'an empty secret';
}

/** What the gateway echoes of a request it refuses. */
function echoOf(message: string): string | undefined {
  return /Signature=[0-9a-f]{8}/i.test(message) ? 'a signature' : undefined;
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    return input;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, string>> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
