import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createToken } from '../../src/api/createToken';
import { retryAfterMs, type Send, serverTime } from '../../src/api/http';
import { IamClient } from '../../src/api/iamClient';
import { ModelArtsClient } from '../../src/api/modelArtsClient';
import { ConnectionError } from '../../src/api/network/networkErrors';
import { openTunnel } from '../../src/api/network/openTunnel';
import { matchesNoProxy, readProxy } from '../../src/api/network/route';
import { readErrorBody, readResponse } from '../../src/api/readResponse';
import { SwrClient } from '../../src/api/swrClient';
import type { Secret } from '../../src/connections/credentials';
import { findEnvironmentCredentials } from '../../src/connections/environmentCredentials';
import { HcloudFile } from '../../src/connections/hcloudFile';
import { ProfileFile, readIni } from '../../src/connections/profileFile';
import { normalizeEndpoint, REGION_ID, readConnections } from '../../src/connections/readConnections';
import { parseSecret } from '../../src/connections/storedSecrets';
import { checkName, checkNamespace, checkTag } from '../../src/model/checkImageRequest';
import { isModelArtsError } from '../../src/model/errors';
import { toImageName, toTag } from '../../src/model/proposeImage';
import { readRemoteAuthority, readSshSettings, readSshUri } from '../../src/model/sshEndpoint';
import { readSaveArguments } from '../../src/ui/commandArguments';
import { GROUPINGS, SORTINGS, StoredViewOptions } from '../../src/ui/notebooks/viewOptions';
import { RememberedAnswers } from '../../src/ui/saves/flow/rememberedAnswers';
import { systemClock } from '../../src/util/clock';
import { silentLogger } from '../../src/util/logger';
import { oneLine } from '../../src/util/text';
import { MemorySocket } from '../support/http/memorySocket';
import { ENCODINGS } from '../support/shells';
import { type Parser, saveParsers } from './saveParsers';
import { SECRET, wrongFields } from './wrongFields';

/** All parsers of untrusted input. A parser without a folder in `corpus` fails a test. */
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
    const sentCode = fieldsOf(parsed(input))['error_code'];
    if (sentCode && code === undefined) return `lost the code ${sentCode}`;
    return wrongFields({ code, message, requestId }) ?? echoOf(message);
  },
  connectAnswer: async (input) => {
    const bytes = Buffer.from(input);
    const expected = await tunnelThrough([bytes]);
    const cut = bytes.length % 7;
    const others = [
      Array.from(bytes.subarray(0, 2000), (byte) => Buffer.of(byte)),
      [bytes.subarray(0, cut), bytes.subarray(cut)],
    ];
    for (const [index, pieces] of others.entries()) {
      if (index === 0 && bytes.length > 2000) continue;
      const actual = await tunnelThrough(pieces.filter(({ length }) => length > 0));
      if (actual !== expected) return `${expected} in one piece, ${actual} in ${pieces.length}`;
    }
    if (expected.startsWith('threw')) return expected;
    return expected.includes(SECRET) ? 'leaks the proxy’s response' : undefined;
  },
  refusal: (input) => {
    try {
      readResponse({ status: 400, headers: {}, body: input }, HOST);
      return 'treated a refusal as a success';
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
    if (new Set(connections.map(({ name }) => name)).size !== connections.length) return 'a duplicate name';
    for (const { region, endpoints } of connections) {
      if (!REGION_ID.test(region)) return `region ${region}`;
      for (const address of [endpoints.modelarts, endpoints.swr, endpoints.iam]) {
        if (normalizeEndpoint(address) !== address) return `sends credentials to ${address}`;
      }
    }
    return undefined;
  },
  endpoint: (input) => {
    const address = normalizeEndpoint(input);
    if (address === undefined) return undefined;
    const url = new URL(address);
    const loopback = /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) return `sends credentials to ${address}`;
    return url.username + url.password === '' && !/[?#]/.test(address) && !address.endsWith('/') ? undefined : address;
  },
  environment: (input) => {
    const variables = fieldsOf(parsed(input));
    const found = findEnvironmentCredentials(variables);
    return found && wrongSecret(found.secret);
  },
  storedSecret: (input) => {
    const stored = parseSecret(input);
    return stored && wrongSecret(stored.secret);
  },
  iniFile: (input) => {
    for (const [name, keys] of readIni(input)) {
      for (const [key, value] of keys) {
        if (key !== key.toLowerCase() || /[\r\n]/.test(name + key)) return `key ${key}`;
        if (value !== value.trim() || value.includes('\r')) return `value ${value}`;
      }
    }
    return undefined;
  },
  profileFile: (input) =>
    inKeyFile('.huaweicloud/credentials', input, async (home) => {
      const file = new ProfileFile({}, home, systemClock);
      const sections = await file.sections();
      return [sections, ...(await Promise.all([undefined, ...sections].map((section) => keysOrReason(file, section))))];
    }),
  hcloudFile: (input) =>
    inKeyFile('.hcloud/config.json', input, async (home) => {
      const file = new HcloudFile(home, systemClock);
      return [await file.state(), await keysOrReason(file, undefined)];
    }),
  rememberedAnswers: (input) => {
    const remembered = new RememberedAnswers({ get: () => parsed(input), update: async () => undefined });
    const organizations = remembered.organizations('Work');
    const broken = organizations.find((name) => checkNamespace(name)?.severity === 'stop');
    return broken === undefined ? wrongFields(remembered.of('Work', 'n1')) : `offers ${broken}`;
  },
  arrangement: (input) => {
    const { current } = new StoredViewOptions({ get: () => parsed(input), update: async () => undefined });
    const { running, mine, text, group, sort, ...others } = current;
    const isOne = GROUPINGS.includes(group) && SORTINGS.includes(sort) && typeof text === 'string';
    if (!isOne || Object.keys(others).length > 0) return `view options ${JSON.stringify(current)}`;
    return typeof running === 'boolean' && typeof mine === 'boolean' ? wrongFields(current) : 'not a boolean';
  },
  sshAddress: (input) => {
    const endpoint = readSshUri(input);
    if (endpoint && !/^\S+$/.test(endpoint.host)) return `host ${endpoint.host}`;
    if (endpoint && !(endpoint.port >= 1 && endpoint.port <= 65_535)) return `port ${endpoint.port}`;
    return undefined;
  },
  sshAuthority: (input) => {
    const hex = Buffer.from(input).toString('hex');
    const targets = [input, `ssh-remote+${input}`, `ssh-remote+${hex}`].flatMap(readRemoteAuthority);
    for (const { host, port, user } of targets) {
      const names = [host, user ?? 'user'];
      if (names.some((name) => name === '' || name.startsWith('-') || /\p{Cc}/u.test(name)))
        return `connects to ${host}`;
      if (port !== undefined && !(port >= 1 && port <= 65_535)) return `port ${port}`;
    }
    return undefined;
  },
  sshSettings: (input) => {
    const endpoint = readSshSettings(input);
    if (endpoint && endpoint.host.trim() === '') return 'an empty host';
    return endpoint && !(endpoint.port >= 1 && endpoint.port <= 65_535) ? `port ${endpoint.port}` : undefined;
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
    return typeof matchesNoProxy(input.split(','), url) === 'boolean' ? undefined : 'not a boolean';
  },
  saveArguments: (input) => {
    try {
      const { notebookId, connection, confirm, ...texts } = readSaveArguments(parsed(input)).save;
      if (notebookId === '' || connection === '') return 'an empty id';
      const names = { notebookId, connection, ...texts };
      return typeof confirm === 'boolean' ? wrongFields(names) : `confirm ${String(confirm)}`;
    } catch (error) {
      return isModelArtsError(error) && error.kind === 'invalidArgument' ? undefined : `threw ${String(error)}`;
    }
  },
  proposal: (input) => {
    const name = toImageName(input);
    if (checkName(name)) return `proposes the name ${name}`;
    const tag = toTag(input);
    return tag !== '' && checkTag(tag) ? `proposes the tag ${tag}` : undefined;
  },
};

/** Returns a description of the tunnel, or of the error, when a proxy responds with these bytes. */
async function tunnelThrough(pieces: readonly Uint8Array[]): Promise<string> {
  const socket = new MemorySocket(pieces);
  try {
    const tunnel = await openTunnel(socket, 'host.test:443', undefined, AbortSignal.timeout(5000));
    let read = 0;
    for await (const chunk of tunnel) read += (chunk as Buffer).length;
    return `a tunnel with ${read} bytes`;
  } catch (error) {
    return error instanceof ConnectionError ? `${error.reason} ${error.detail}` : `threw ${String(error)}`;
  } finally {
    socket.destroy();
  }
}

/**
 * Reads a credentials file with this text in every encoding. Returns an error if the results differ or reading throws.
 */
async function inKeyFile(
  name: string,
  text: string,
  read: (home: string) => Promise<unknown>,
): Promise<string | undefined> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'keys-'));
  const file = path.join(home, name);
  try {
    fs.mkdirSync(path.dirname(file));
    const wellFormed = Buffer.from(text)
      .toString()
      .replace(/^\uFEFF+/, '');
    const answers: string[] = [];
    for (const encode of Object.values(ENCODINGS)) {
      fs.writeFileSync(file, encode(wellFormed));
      answers.push(JSON.stringify(await read(home)));
    }
    // Bytes that are invalid in every encoding.
    fs.writeFileSync(file, Buffer.from(text, 'latin1'));
    await read(home);
    return new Set(answers).size === 1 ? undefined : `read as ${answers.join(' and ')}`;
  } catch (error) {
    return String(error);
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
}

/**
 * Returns the credentials, or the reason for a NotConnectedError.
 *
 * @throws a description of invalid credentials
 */
async function keysOrReason(file: ProfileFile | HcloudFile, name: string | undefined): Promise<unknown> {
  try {
    const credentials = await file.read(name, 'Work');
    const { secret, projectId } = credentials;
    const wrong = wrongSecret(secret) ?? wrongFields({ projectId });
    if (wrong !== undefined) throw new TypeError(wrong);
    return credentials;
  } catch (error) {
    if (isModelArtsError(error) && error.kind === 'notConnected') return [error.reason, error.detail];
    throw error;
  }
}

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

/**
 * Calls a service that responds to every request with this body. Returns an error if the result is malformed or an
 * unexpected error is thrown.
 */
async function answering(
  body: string,
  ask: (send: Send, signal: AbortSignal) => Promise<unknown>,
): Promise<string | undefined> {
  let requests = 0;
  // Keeps an endless list from being read for a long time.
  const send: Send = async () => ({
    status: 200,
    headers: ANSWER_HEADERS,
    body: (requests += 1) > 20 ? '{"data":[]}' : body,
  });
  try {
    return wrongFields(await ask(send, new AbortController().signal));
  } catch (error) {
    return isModelArtsError(error) ? undefined : `threw ${String(error)}`;
  }
}

/** Returns an error for a secret that cannot be valid. */
function wrongSecret(secret: Secret): string | undefined {
  const parts = secret.kind === 'keys' ? [secret.keys.accessKey, secret.keys.secretKey] : Object.values(secret.login);
  return parts.every((part) => typeof part === 'string' && part !== '') ? undefined : 'an empty secret';
}

/** Returns an error if the message echoes a signature of the refused request. */
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
