import * as vscode from 'vscode';
import { DEMO_CONNECTION } from '../connections/connection';
import type { Connections } from '../connections/connections';
import { bareCredentials } from '../connections/credentials';
import { regionEndpoints } from '../model/region';
import type { Disposable } from '../util/disposable';
import { VIEWS } from './ids';

/** The running emulator, as the demo uses it. */
export interface DemoService {
  readonly url: string;
  readonly projectId: string;
  readonly accessKey: string;
  readonly secretKey: string;
  close(): Promise<void>;
}

/** Runs the emulator on this computer and connects to it until the window closes. No data leaves the computer. */
export class Demo implements Disposable {
  #service: DemoService | undefined;

  constructor(
    private readonly connections: Connections,
    private readonly startService: () => Promise<DemoService>,
  ) {}

  async start(): Promise<void> {
    if (!this.#service) {
      const service = await this.startService();
      this.#service = service;
      this.#connect(service);
    }
    this.connections.preferTemporary(true);
    await vscode.commands.executeCommand(`${VIEWS.notebooks}.focus`);
  }

  dispose(): void {
    void this.#service?.close();
  }

  #connect({ url, projectId, accessKey, secretKey }: DemoService): void {
    const endpoints = { ...regionEndpoints('cn-north-4'), modelarts: url, swr: url, iam: url };
    this.connections.useTemporarily(
      {
        name: DEMO_CONNECTION,
        region: 'cn-north-4',
        projectId,
        workspaceId: '0',
        credentials: 'demo',
        profile: undefined,
        endpoints,
      },
      bareCredentials({ kind: 'keys', keys: { accessKey, secretKey, securityToken: undefined } }),
    );
  }
}
