import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { type ConnectProxy, connectProxy } from '../support/http/connectProxy';
import { tlsFront } from '../support/http/listen';
import { issueCertificate } from '../support/tls/issueCertificate';
import { connectionTo } from '../support/vscode/connectionTo';
import { test as base } from '../support/vscode/e2eTest';

const CLOUD = 'https://modelarts.cloud.test';
const authority = issueCertificate({ name: 'Company CA', authority: true });

/** A company network: a proxy with a password, and certificates of a private authority. */
const test = base
  .extend('emulatorOptions', { hostNames: ['modelarts.cloud.test'] })
  .extend('fresh', true)
  .extend('proxy', async ({ emulator }, { onCleanup }): Promise<ConnectProxy> => {
    const certificate = issueCertificate({ name: 'Cloud', hosts: ['modelarts.cloud.test'], by: authority });
    const front = await tlsFront(certificate, Number(new URL(emulator.url).port));
    const proxy = await connectProxy({ leadsTo: front.port, wants: 'me:pass/word' });
    onCleanup(async () => {
      await proxy.close();
      await front.close();
    });
    return proxy;
  })
  .extend('authorityFile', ({ emulator }, { onCleanup }): string => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), `authority-${emulator.region}-`));
    onCleanup(() => fs.rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'company.pem');
    fs.writeFileSync(file, authority.cert);
    return file;
  })
  .override('codeOptions', ({ emulator, authorityFile }) => {
    const { settings, env } = connectionTo({ ...emulatorFacts(emulator), url: CLOUD });
    return { settings, env: { ...env, NODE_EXTRA_CA_CERTS: authorityFile } };
  });

function emulatorFacts({ region, projectId, accessKey, secretKey }: Parameters<typeof connectionTo>[0]) {
  return { region, projectId, accessKey, secretKey };
}

test('a company’s proxy and certificates are used as soon as they are set', async ({
  code,
  proxy,
  emulator,
  workbench,
}) => {
  const setProxy = (url: string): Promise<void> =>
    code.host.run(async (vscode, url) => {
      await vscode.workspace.getConfiguration('http').update('proxy', url, vscode.ConfigurationTarget.Global);
    }, url);
  await workbench.showViews('ModelArts');
  const notebooks = workbench.tree('Notebooks');
  await workbench.page.getByText('Host not found').first().waitFor();
  await workbench.screenshot('network-1-no-proxy');

  await setProxy(proxy.url.replace('://', '://me:wr0ng@'));
  await workbench.run('modelartsImages.refresh', 'ModelArts: Refresh');
  await workbench.page.getByText('Proxy requires a password').first().waitFor();
  await workbench.screenshot('network-2-wrong-password');
  expect(emulator.journal).toHaveLength(0);

  await setProxy(proxy.url.replace('://', '://me:pass%2Fword@'));
  await workbench.run('modelartsImages.refresh', 'ModelArts: Refresh');
  await notebooks.row('llm-finetune').waitFor();
  await workbench.screenshot('network-3-connected');
  expect(new Set(proxy.asked)).toEqual(new Set(['modelarts.cloud.test:443']));
  expect(code.log(/ModelArts Images\.log$/)).not.toMatch(/wr0ng|pass%2Fword|pass\/word|bWU6/);
});
