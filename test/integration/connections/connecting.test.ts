import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Emulator, EmulatorOptions } from '../../../src/emulator/index';
import {
  type Draft,
  EMPTY_DRAFT,
  entryOf as entryOfDraft,
  secretOf,
} from '../../../src/ui/connections/connectionDraft';
import { connectSteps } from '../../../src/ui/connections/connectSteps';
import { runFlow } from '../../../src/ui/wizard/runFlow';
import { systemClock } from '../../../src/util/clock';
import { answer, rawServer } from '../../support/http/rawServer';
import { issueCertificate } from '../../support/tls/issueCertificate';
import { freePort } from '../../support/vscode/codeServer';
import { appears, leftovers, shownBox, shownPick } from '../../support/vscodeStub/look';
import { screen } from '../../support/vscodeStub/screen';
import { anEmulator, aWindow } from './signIn';

vi.mock('vscode', () => import('../../support/vscodeStub'));
beforeEach(() => screen.clear());

interface WizardOptions {
  /** Files in the home folder, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Record<string, string>;
  readonly proxy?: string;
  /** Names of existing connections. */
  readonly taken?: readonly string[];
}

/** Starts the wizard that adds a connection; `done` resolves with its result. */
function connect({ files = {}, environment = {}, proxy = '', taken = [] }: WizardOptions = {}) {
  const window = aWindow({ connections: [], connection: '' }, environment, undefined, { proxy });
  for (const [file, text] of Object.entries(files)) window.write(file, text);
  const context = {
    command: 'Add',
    environment,
    home: window.home,
    candidate: window.clients.candidate,
    existing: undefined,
    isNameTaken: (name: string) => taken.includes(name),
    clock: systemClock,
    log: window.log,
  };
  return { done: runFlow<Draft>(EMPTY_DRAFT, (draft) => connectSteps(context, draft)), window };
}

/** Waits for the step with this name. */
async function shown(part: string): Promise<void> {
  await appears(() => screen.quickInput?.title === `Add: ${part}`, `the step ${part}, not ${screen.quickInput?.title}`);
}

async function type(part: string, text: string): Promise<void> {
  await shown(part);
  shownBox().type(text);
  shownBox().enter();
}

async function accept(part: string): Promise<void> {
  await shown(part);
  screen.quickInput?.enter();
}

async function pick(part: string, row: string): Promise<void> {
  await shown(part);
  shownPick().moveTo(row);
  shownPick().enter();
}

async function enterEndpoint(url: string, region = 'cn-north-4'): Promise<void> {
  await pick('Region', 'Custom Endpoints');
  await type('Endpoints', `${url} ${region}`);
}

async function typeKeys(accessKey: string, secretKey: string): Promise<void> {
  await pick('Credentials', 'from My Credentials');
  await type('Access Key', accessKey);
  await type('Secret Key', secretKey);
}

/** An emulated account without workspaces. */
async function plainEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await anEmulator(options);
  emulator.behave({ workspaces: false });
  return emulator;
}

/** Returns the rows of the step that shows why the check failed. */
async function reasons(): Promise<readonly string[]> {
  await shown('Connection Failed');
  const [reason, ...actions] = shownPick().items;
  return [`${reason?.label} ${reason?.detail}`, ...actions.map(({ label }) => label)];
}

describe('adding a connection', () => {
  test('to a public region takes five steps', async () => {
    const { done } = connect();
    await shown('Region');
    expect([screen.quickInput?.step, screen.quickInput?.totalSteps]).toEqual([1, 5]);
    expect(shownPick().labels.slice(-2)).toEqual(['$(globe) Other Cloud...', '$(link) Custom Endpoints...']);
    const regions = shownPick().labels.slice(0, -3);
    expect(regions.at(-1)).toBe('Unnamed Region');
    const named = regions.slice(0, -1);
    expect(named).toEqual(named.toSorted(new Intl.Collator('en', { numeric: true }).compare));
    expect(regions.filter((label) => /^[a-z]{2}-/.test(label))).toEqual([]);
    expect(shownPick().activeItems[0]?.label).toBe('CN North-Beijing4');
    await pick('Region', 'cn-east-3');
    await pick('Credentials', 'from My Credentials');
    await type('Access Key', 'AK');
    await shown('Secret Key');
    expect([screen.quickInput?.step, screen.quickInput?.totalSteps]).toEqual([4, 5]);
    screen.quickInput?.escape();
    expect(await done).toBeUndefined();
    expect(leftovers()).toEqual([]);
  });

  test('a region without a known name is listed with its ID', async () => {
    const { done } = connect();
    await shown('Region');
    expect(shownPick().items.filter(({ description }) => description === 'cn-southwest-3')).toMatchObject([
      { label: 'Unnamed Region' },
    ]);
    shownPick().escape();
    expect(await done).toBeUndefined();
  });

  test('finds project and notebooks, proposes an unused name, and writes no secret to the settings', async () => {
    const emulator = await plainEmulator();
    const { done, window } = connect({ taken: ['CN North-Beijing4'] });
    await enterEndpoint(emulator.url);
    await typeKeys(emulator.accessKey, emulator.secretKey);
    await shown('Name');
    expect(shownBox().value).toBe('CN North-Beijing4 2');
    expect(shownBox().prompt).toMatch(/^Connected: \d+ notebooks found/);
    shownBox().type('CN North-Beijing4');
    expect(shownBox().line).toMatchObject({ severity: 'error', text: expect.stringContaining('already') });
    shownBox().type('Demo');
    expect(shownBox().line).toMatchObject({
      severity: 'error',
      text: expect.stringContaining('The demo uses this name'),
    });
    await type('Name', 'Work');
    const draft = (await done)!;
    expect(entryOfDraft(draft)).toEqual({
      name: 'Work',
      region: 'cn-north-4',
      projectId: emulator.projectId,
      credentials: 'stored',
      endpoints: { modelarts: emulator.url, swr: emulator.url, iam: emulator.url },
    });
    expect(secretOf(draft)).toMatchObject({ kind: 'keys', keys: { secretKey: emulator.secretKey } });
    expect(window.log.lines.join('\n')).not.toContain(emulator.secretKey);
    expect(leftovers()).toEqual([]);
  });

  test('the last step lets the user change project and workspace when there are several', async () => {
    const emulator = await anEmulator();
    emulator.edit.addProject('1'.repeat(32), 'cn-north-4_team');
    const { done } = connect();
    await enterEndpoint(emulator.url);
    await typeKeys(emulator.accessKey, emulator.secretKey);
    await shown('Confirm');
    expect(shownPick().activeItems[0]?.detail).toMatch(/^Connected: \d+ notebooks found\.$/);
    expect(shownPick().items.map(({ label, description }) => [label, description])).toEqual([
      ['$(check) Add Connection', 'CN North-Beijing4'],
      ['$(edit) Name', 'CN North-Beijing4'],
      ['$(edit) Project', 'cn-north-4'],
      ['$(edit) Workspace', 'default'],
    ]);
    await pick('Confirm', 'Workspace');
    await shown('Workspace');
    const other = shownPick().items.find(({ description }) => description !== '0')!;
    await pick('Workspace', other.label);
    await pick('Confirm', 'Name');
    await type('Name', 'Work');
    await pick('Confirm', 'Project');
    await shown('Project');
    expect(shownPick().labels).toEqual(['cn-north-4', 'cn-north-4_team']);
    shownPick().back();
    await shown('Confirm');
    expect(shownPick().items[0]?.description).toBe('Work');
    await pick('Confirm', 'Add Connection');
    expect(entryOfDraft((await done)!)).toMatchObject({
      name: 'Work',
      projectId: emulator.projectId,
      workspaceId: other.description,
    });
    expect(leftovers()).toEqual([]);
  });

  test('checks another project that is chosen, and keeps the previous one when that fails', async () => {
    const emulator = await plainEmulator();
    emulator.edit.addProject('1'.repeat(32), 'cn-north-4_team');
    const { done } = connect();
    await enterEndpoint(emulator.url);
    await typeKeys(emulator.accessKey, emulator.secretKey);
    await pick('Confirm', 'Project');
    // The emulated ModelArts has only one project.
    await pick('Project', 'cn-north-4_team');
    expect((await reasons())[0]).toContain('ModelArts.0210');
    await pick('Connection Failed', 'Edit');
    await shown('Confirm');
    expect(shownPick().items.find(({ label }) => label.endsWith('Project'))?.description).toBe('cn-north-4');
    await pick('Confirm', 'Add Connection');
    expect(entryOfDraft((await done)!)).toMatchObject({ projectId: emulator.projectId });
  });

  test('asks for the project ID when IAM does not list it, and reports a wrong one', async () => {
    const emulator = await plainEmulator();
    emulator.fail({ on: 'KeystoneListProjects', with: 'forbidden', times: 9 });
    emulator.fail({ on: 'KeystoneListAuthProjects', with: 'forbidden', times: 9 });
    const { done } = connect();
    await enterEndpoint(emulator.url);
    await typeKeys(emulator.accessKey, emulator.secretKey);
    await type('Project', '0'.repeat(32));
    const [reason, ...actions] = await reasons();
    expect(reason).toContain('ModelArts.0210');
    expect(actions.join()).not.toContain('Add Anyway');
    await pick('Connection Failed', 'Edit');
    await type('Project', emulator.projectId);
    await accept('Name');
    expect(entryOfDraft((await done)!)).toMatchObject({ projectId: emulator.projectId });
  });

  test('stores the password of an IAM user', async () => {
    const emulator = await plainEmulator();
    const { domain, user, password } = emulator.credentials.login;
    const { done } = connect();
    await enterEndpoint(emulator.url);
    await pick('Credentials', 'IAM User');
    await type('Account', domain);
    await type('IAM User', user);
    await type('Password', password);
    await accept('Name');
    expect(secretOf((await done)!)).toEqual({ kind: 'login', login: { domain, user, password } });
  });

  describe('adding a connection to custom endpoints opens at most seven boxes', () => {
    const typed = {
      'from My Credentials': ['Access Key', 'Secret Key'],
      Temporary: ['Access Key', 'Secret Key', 'Security Token'],
      'IAM User': ['Account', 'IAM User', 'Password'],
      'Environment Variables': [],
      'SDK Profile File': [],
      hcloud: [],
    } as const;

    test.each(Object.entries(typed))('with credentials from %s', async (source, secrets) => {
      const emulator = await anEmulator(source === 'Temporary' ? { credentials: { securityToken: 'token' } } : {});
      emulator.edit.addProject('1'.repeat(32), 'cn-north-4_team');
      const { accessKey, secretKey, credentials, url } = emulator;
      const { domain, user, password } = credentials.login;
      const { done } = connect({
        environment: { HW_ACCESS_KEY: accessKey, HW_SECRET_KEY: secretKey },
        files: {
          '.huaweicloud/credentials': `[basic]\nak=${accessKey}\nsk=${secretKey}`,
          '.hcloud/config.json': JSON.stringify({
            profiles: [{ name: 'default', accessKeyId: accessKey, secretAccessKey: secretKey }],
          }),
        },
      });
      // The URLs follow no pattern, and SWR has another URL.
      await pick('Region', 'Custom Endpoints');
      await type('Endpoints', `${url} ${url}/swr ${url} cn-north-4`);
      await pick('Credentials', source);
      const values: Record<string, string> = {
        'Access Key': accessKey,
        'Secret Key': secretKey,
        Account: domain,
        'IAM User': user,
        Password: password,
        'Security Token': 'token',
      };
      for (const secret of secrets) await type(secret, values[secret]!);
      await pick('Confirm', 'Add Connection');
      expect((await done)?.endpoints).toEqual({ modelarts: url, swr: `${url}/swr`, iam: url });
      const boxes = screen.made.map(({ title }) => title).filter((title) => title !== 'Add: Checking');
      expect(boxes.length).toBeLessThanOrEqual(7);
    });
  });

  test('derives SWR, IAM and region from the ModelArts URL unless they are entered after it', async () => {
    const { done } = connect();
    await pick('Region', 'Custom Endpoints');
    await shown('Endpoints');
    shownBox().type('https://modelarts.eu-de.example.com');
    expect(shownBox().prompt).toContain(
      'SWR: https://swr-api.eu-de.example.com, IAM: https://iam.eu-de.example.com, region: eu-de.',
    );
    shownBox().type('https://ma.example.com');
    shownBox().enter();
    expect(shownBox().line).toMatchObject({ severity: 'error', text: expect.stringContaining('region') });
    shownBox().type('ma.example.com eu-de');
    expect(shownBox().line).toMatchObject({ severity: 'error', text: expect.stringContaining('https://') });
    const entered = 'https://ma.example.com https://registry.example.com https://iam.example.com eu-de';
    await type('Endpoints', entered);
    await shown('Credentials');
    shownPick().back();
    await shown('Endpoints');
    expect(shownBox().value).toBe(entered);
    await type('Endpoints', 'https://modelarts.eu-de.example.com/');
    await shown('Credentials');
    shownPick().back();
    await shown('Endpoints');
    expect(shownBox().value).toBe('https://modelarts.eu-de.example.com');
    shownBox().escape();
    expect(await done).toBeUndefined();
    expect(leftovers()).toEqual([]);
  });

  test('connects to another cloud by its domain', async () => {
    const { done } = connect();
    await pick('Region', 'Other Cloud');
    await shown('Domain');
    shownBox().type('https://otc.t-systems.com');
    shownBox().enter();
    expect(shownBox().line.severity).toBe('error');
    await type('Domain', 'eu-de.otc.t-systems.com');
    await shown('Credentials');
    screen.quickInput?.back();
    await shown('Domain');
    expect(shownBox().value).toBe('eu-de.otc.t-systems.com');
    expect(shownBox().prompt).toContain('https://modelarts.eu-de.otc.t-systems.com');
    shownBox().escape();
    expect(await done).toBeUndefined();
  });
});

describe('credential sources on this computer', () => {
  const AK = 'ABCDEFGHIJ0123456789';

  test('sources are listed with the credentials found in them', async () => {
    const hcloud = { profiles: [{ name: 'default', accessKeyId: AK, secretAccessKey: 's' }] };
    const files = {
      '.huaweicloud/credentials': '[basic]\nak=A\nsk=B\n[team]\nak=C\nsk=D',
      '.hcloud/config.json': JSON.stringify(hcloud),
    };
    connect({ files, environment: { HW_ACCESS_KEY: 'A', HW_SECRET_KEY: 'B' } });
    await pick('Region', 'cn-east-3');
    await shown('Credentials');
    expect(
      shownPick()
        .items.map(({ label, description }) => `${label} ${description ?? ''}`.trim())
        .slice(4),
    ).toEqual([
      '$(symbol-variable) Environment Variables HW_ACCESS_KEY',
      '$(file) SDK Profile File ~/.huaweicloud/credentials [basic]',
      '$(file) SDK Profile File ~/.huaweicloud/credentials [team]',
      '$(terminal) hcloud ~/.hcloud/config.json default',
    ]);
    screen.quickInput?.escape();
  });

  test('sources without credentials cannot be picked and explain what to do', async () => {
    const hcloud = {
      authEncrypt: 'true',
      profiles: [{ name: 'default', accessKeyId: 'c2VjcmV0', secretAccessKey: 's' }],
    };
    connect({ files: { '.hcloud/config.json': JSON.stringify(hcloud) } });
    await pick('Region', 'cn-east-3');
    await shown('Credentials');
    shownPick().moveTo('hcloud configure set --cli-auth-encrypt=false');
    shownPick().enter();
    expect(screen.quickInput?.title).toContain('hcloud configure set --cli-auth-encrypt=false');
    screen.quickInput?.escape();
  });

  test('neither keys nor project of a source are written to the settings', async () => {
    const emulator = await plainEmulator();
    const text = `[team]\nak=${emulator.accessKey}\nsk=${emulator.secretKey}\nproject_id=${emulator.projectId}`;
    const { done } = connect({ files: { '.huaweicloud/credentials': text } });
    await enterEndpoint(emulator.url);
    await pick('Credentials', '[team]');
    await accept('Name');
    const draft = (await done)!;
    expect(secretOf(draft)).toBeUndefined();
    const { endpoints: _endpoints, ...entry } = entryOfDraft(draft);
    expect(entry).toEqual({
      name: 'CN North-Beijing4',
      region: 'cn-north-4',
      credentials: 'profileFile',
      profile: 'team',
    });
  });
});

describe('the reason for a failed check', () => {
  const ADD_ANYWAY = '$(check) Add Anyway';

  /** Checks keys at an endpoint and cancels. Returns the shown reason, and whether the connection could be added anyway. */
  async function checkResult(url: string, accessKey: string, secretKey: string, options: WizardOptions = {}) {
    const { done } = connect(options);
    await enterEndpoint(url);
    await typeKeys(accessKey, secretKey);
    const [reason, ...actions] = await reasons();
    screen.quickInput?.escape();
    expect(await done).toBeUndefined();
    expect(leftovers()).toEqual([]);
    return { reason, canBeAdded: actions.includes(ADD_ANYWAY) };
  }

  test('says that the secret key does not match the access key', async () => {
    const { url, accessKey } = await anEmulator();
    expect(await checkResult(url, accessKey, 'another-secret-key')).toEqual({
      reason: expect.stringContaining("The secret key doesn't match the access key."),
      canBeAdded: false,
    });
  });

  test('says that the access key does not exist', async () => {
    const { url, secretKey } = await anEmulator();
    expect(await checkResult(url, 'NOSUCHKEY', secretKey)).toEqual({
      reason: expect.stringContaining("The access key doesn't exist."),
      canBeAdded: false,
    });
  });

  test('says that the clock is wrong', async () => {
    const { url, accessKey, secretKey } = await anEmulator({ scenario: 'clockSkew' });
    expect(await checkResult(url, accessKey, secretKey)).toEqual({
      reason: expect.stringContaining('clock is wrong'),
      canBeAdded: true,
    });
  });

  test('says that the host is unreachable', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    expect(await checkResult(url, 'AK', 'SK')).toEqual({
      reason: expect.stringContaining('refused the connection'),
      canBeAdded: true,
    });
  });

  test('says that the proxy is unreachable', async () => {
    const proxy = `http://127.0.0.1:${await freePort()}`;
    expect(await checkResult('https://ma.example.test', 'AK', 'SK', { proxy })).toEqual({
      reason: expect.stringMatching(/Can't reach proxy 127\.0\.0\.1:\d+/),
      canBeAdded: true,
    });
  });

  test('says that the certificate is not trusted', async () => {
    const by = issueCertificate({ name: 'Company CA', authority: true });
    const tls = issueCertificate({ name: 'Cloud', hosts: ['127.0.0.1'], by });
    const server = await rawServer({ tls, onRequest: (socket) => socket.write(answer('200 OK', '{}')) });
    expect(await checkResult(server.url, 'AK', 'SK')).toEqual({
      reason: expect.stringContaining('Company CA'),
      canBeAdded: true,
    });
    await server.close();
  });

  test('a connection check with a wrong password reports that IAM rejected it, and sends one request', async () => {
    const emulator = await anEmulator();
    const { domain, user } = emulator.credentials.login;
    const { done } = connect();
    await enterEndpoint(emulator.url);
    await pick('Credentials', 'IAM User');
    await type('Account', domain);
    await type('IAM User', user);
    await type('Password', 'a wrong password');
    expect((await reasons())[0]).toContain('IAM rejected the credentials.');
    expect(emulator.count('KeystoneCreateUserTokenByPassword')).toBe(1);
    screen.quickInput?.escape();
    expect(await done).toBeUndefined();
  });

  test('a connection that could not be checked is added when the user chooses Add Anyway', async () => {
    const { done } = connect();
    await enterEndpoint(`http://127.0.0.1:${await freePort()}`);
    await typeKeys('AK', 'SK');
    await pick('Connection Failed', 'Add Anyway');
    await shown('Name');
    expect(shownBox().prompt).toContain("Couldn't check the connection");
    await accept('Name');
    expect(entryOfDraft((await done)!)).not.toHaveProperty('projectId');
  });
});

describe('going back', () => {
  test('keeps the input but never shows a secret again', async () => {
    const { done } = connect();
    await pick('Region', 'cn-east-3');
    await pick('Credentials', 'Temporary');
    await type('Access Key', 'AK');
    await type('Secret Key', 'SK');
    await shown('Security Token');
    expect(shownBox().password).toBe(true);
    shownBox().back();
    await shown('Secret Key');
    expect([shownBox().password, shownBox().value]).toEqual([true, '']);
    shownBox().back();
    await shown('Access Key');
    expect(shownBox().value).toBe('AK');
    shownBox().enter();
    // An empty box keeps the previous value.
    await accept('Secret Key');
    await shown('Security Token');
    shownBox().enter();
    expect(shownBox().line.severity).toBe('error');
    shownBox().type('copied with a blank');
    expect(shownBox().line.severity).toBe('error');
    for (const part of ['Security Token', 'Secret Key', 'Access Key']) {
      await shown(part);
      shownBox().back();
    }
    await shown('Credentials');
    expect(shownPick().activeItems[0]?.label).toContain('Temporary');
    shownPick().back();
    await shown('Region');
    expect(shownPick().activeItems[0]?.description).toBe('cn-east-3');
    shownPick().escape();
    expect(await done).toBeUndefined();
    expect(leftovers()).toEqual([]);
  });

  test('during a check aborts the request', async () => {
    const emulator = await anEmulator({ latencyMs: 60_000 });
    const { done, window } = connect();
    await enterEndpoint(emulator.url);
    await typeKeys(emulator.accessKey, emulator.secretKey);
    await shown('Checking');
    await appears(() => emulator.count('*') > 0, 'a request');
    screen.quickInput?.back();
    await shown('Secret Key');
    await appears(() => window.log.lines.some((line) => line.includes('cancelled')), 'the request to end');
    shownBox().escape();
    expect(await done).toBeUndefined();
  });
});
