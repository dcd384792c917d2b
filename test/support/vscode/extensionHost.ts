import http from 'node:http';
import type * as vscodeModule from 'vscode';
import { until } from './until';

interface Answer<Result> {
  readonly value: Result;
  readonly error?: { readonly name?: string; readonly message: string; readonly stack?: string };
}

/** Runs functions in the window's extension host through the driver extension. */
export class ExtensionHost {
  private readonly socket: string;

  constructor(socket: string) {
    this.socket = socket;
  }

  /**
   * Runs a function in the extension host. It is sent as text, so it can use its arguments, `vscode` and `require`, but
   * no variables of the test.
   *
   * @returns the result, serialized as JSON.
   * @throws Error with the name and message of the original error.
   */
  async run<Args extends readonly unknown[], Result>(
    call: (vscode: typeof vscodeModule, ...args: Args) => Result | Thenable<Result>,
    ...args: Args
  ): Promise<Result> {
    await this.ready();
    const { value, error } = await this.ask<Result>({ text: call.toString(), args });
    if (error) throw Object.assign(new Error(error.message), { name: error.name ?? 'Error', remoteStack: error.stack });
    return value;
  }

  /** Runs a command like another extension: `vscode.commands.executeCommand`. */
  async executeCommand<Result = unknown>(id: string, ...args: readonly unknown[]): Promise<Result | undefined> {
    return this.run((vscode, id, args) => vscode.commands.executeCommand<Result | undefined>(id, ...args), id, args);
  }

  /** Resolves when a window's extensions are running. */
  async ready(limitMs?: number): Promise<void> {
    const answers = () =>
      this.ask({ text: '() => true', args: [] }).then(
        ({ value }) => value,
        () => false,
      );
    await until(answers, 'the driver in the extension host', limitMs);
  }

  /** Ends the extension host's process like a crash. VS Code starts another one. */
  async kill(): Promise<void> {
    const pid = await this.run(() => process.pid);
    process.kill(pid, 'SIGKILL');
  }

  private ask<Result>(body: object): Promise<Answer<Result>> {
    return new Promise((resolve, reject) => {
      const request = http.request({ socketPath: this.socket, method: 'POST' }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
        response.once('error', reject);
      });
      request.once('error', reject);
      request.end(JSON.stringify(body));
    });
  }
}
