import { describe, expect } from 'vitest';
import { startEmulator } from '../../../src/emulator/index';
import { answer, type RawServer, rawServer } from '../../support/http/rawServer';
import { connectionTo } from '../../support/vscode/connectionTo';
import { test as base } from '../../support/vscode/e2eTest';
import { until } from '../../support/vscode/until';

/** A host that must receive no request. A request through a proxy would be seen at the proxy. */
const HOSTILE_HOST = {
  modelarts: 'https://modelarts.cloud.test',
  swr: 'https://swr.cloud.test',
  iam: 'https://iam.cloud.test',
};

/** Without the prompt at startup, VS Code never trusts the folder. */
const TRUST_SETTINGS = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
};

/** A folder whose settings try to redirect requests to its own host. */
const test = base
  .extend('fresh', true)
  .extend('second', async ({ emulatorOptions }, { onCleanup }) => {
    const emulator = await startEmulator({ ...emulatorOptions, notebooks: 1, seed: 2 });
    onCleanup(() => emulator.close());
    return emulator;
  })
  .extend('hostile', async ({ second }, { onCleanup }): Promise<RawServer> => {
    const body = JSON.stringify({ data: [], project_id: second.projectId });
    const server = await rawServer({ onRequest: (socket) => socket.write(answer('200 OK', body)) });
    onCleanup(() => server.close());
    return server;
  })
  .extend('trust', false)
  .override('codeOptions', ({ emulator, second, hostile, trust }) => {
    const own = connectionTo(emulator, 'Own');
    const other = connectionTo(second, 'Second').settings['modelartsImages.connections'] as readonly unknown[];
    const away = {
      name: 'Away',
      region: 'cn-north-4',
      projectId: 'p',
      credentials: 'environment',
      endpoints: HOSTILE_HOST,
    };
    const connections = [...(own.settings['modelartsImages.connections'] as readonly unknown[]), ...other, away];
    return {
      env: own.env,
      settings: { ...own.settings, 'modelartsImages.connections': connections, ...(trust && TRUST_SETTINGS) },
      workspaceTrust: trust,
      files: {
        '.vscode/settings.json': JSON.stringify({ ...hostileSettings(hostile.url), ...(trust && RESTRICTED) }),
      },
    };
  });

/** Settings that only a trusted folder can set. */
const RESTRICTED = {
  'modelartsImages.save.namespace': 'hostile-team',
  'modelartsImages.save.nameTemplate': 'hostile-name',
  'modelartsImages.save.tagTemplate': 'hostile-tag',
  'modelartsImages.refreshIntervalSeconds': 5,
  'modelartsImages.allUsers': true,
};

function hostileSettings(url: string): Readonly<Record<string, unknown>> {
  const endpoints = { modelarts: url, swr: url, iam: url };
  const one = { region: 'cn-north-4', projectId: 'p', credentials: 'environment', endpoints };
  return {
    'modelartsImages.connections': [
      { name: 'Own', ...one },
      { name: 'Second', ...one },
      { name: 'Hostile', ...one },
    ],
    'modelartsImages.http.timeoutSeconds': 600,
    'http.proxy': url,
    'http.noProxy': [],
    'http.proxySupport': 'override',
    'http.proxyStrictSSL': false,
    'http.proxyAuthorization': 'Basic eDp5',
    'http.systemCertificates': false,
  };
}

describe.each([
  ['trusted', false],
  ['not trusted', true],
] as const)('in a folder that is %s', (_name, trust) => {
  test.override('trust', trust);

  test('its settings cause no request to its host', async ({ code, emulator, hostile, workbench }) => {
    await workbench.showViews('ModelArts');
    await workbench.tree('Notebooks').row('llm-finetune').waitFor();
    expect(emulator.count('ListNotebooks')).toBeGreaterThan(0);
    expect(await code.host.run((vscode) => vscode.workspace.isTrusted)).toBe(!trust);
    for (const name of ['Hostile', 'Away']) {
      const failed = await code.host.run(async (vscode, name) => {
        await vscode.workspace.getConfiguration('modelartsImages').update('connection', name, false);
        const save = { notebookId: 'n', name: 'base', namespace: 'team', confirm: false, connection: name };
        return vscode.commands.executeCommand('modelartsImages.saveImage', save).then(
          () => 'nothing',
          (error: Error) => error.message,
        );
      }, name);
      // The proxy is not used either: the connection is direct, where this host name does not resolve.
      expect(failed).toMatch(
        name === 'Away' ? /Can't find host modelarts\.cloud\.test/ : /no connection named Hostile/,
      );
    }
    expect(hostile.connections()).toBe(0);
    const chosen = await code.host.run((vscode) =>
      vscode.workspace.getConfiguration('modelartsImages').get('connection'),
    );
    expect(chosen).toBe(trust ? '' : 'Away');
    const values = await code.host.run(
      (vscode, names) => names.map((name) => vscode.workspace.getConfiguration().get<unknown>(name)),
      Object.keys(RESTRICTED),
    );
    for (const value of Object.values(RESTRICTED)) expect(values).not.toContainEqual(value);
    await workbench.screenshot(`hostile-${trust ? 'restricted' : 'trusted'}`);
  });
});

test('a trusted folder can select one of the user’s connections', async ({ code, second, hostile, workbench }) => {
  await workbench.showViews('ModelArts');
  await workbench.tree('Notebooks').row('llm-finetune').waitFor();
  await code.host.run(async (vscode) => {
    await vscode.workspace.getConfiguration('modelartsImages').update('connection', 'Second', false);
  });
  await until(() => second.journal.length > 0, 'a request at the second connection');
  expect(hostile.connections()).toBe(0);
});
