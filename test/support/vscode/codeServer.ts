import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type VsCodeName, vsCodes } from '../../../scripts/lib/vsCodes.mjs';
import { listen } from '../http/listen';
import { ExtensionHost } from './extensionHost';
import { cleanEnvironment, quietSettings } from './isolation';
import { until } from './until';

/** A display language other than English; `qps-ploc` is the pseudo language. */
type Language = 'zh-cn' | 'qps-ploc';

export interface CodeServerOptions {
  /** Default: the newest version. */
  readonly vsCode?: VsCodeName;
  /** Folder filled by `installExtensions`. Default: an empty folder. */
  readonly extensions?: string;
  /** User settings, applied over `quietSettings`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files of the opened folder: path to text. */
  readonly files?: Readonly<Record<string, string>>;
  /** Environment variables of the server and the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Enables workspace trust as in VS Code by default. Off: every folder is trusted. */
  readonly workspaceTrust?: boolean;
  /** Level of log channels. Default: info. */
  readonly logLevel?: 'trace' | 'debug' | 'info';
  /** Display language. Default: English. */
  readonly language?: Language | undefined;
  /** Port of the server. Default: a free one. */
  readonly port?: number;
}

/**
 * A real VS Code, served on a port of 127.0.0.1 from temporary folders. Isolated from the user's settings, extensions,
 * home folder and environment variables.
 */
export class CodeServer {
  readonly home: string;
  readonly workspace: string;
  readonly extensions: string;
  readonly userData: string;
  readonly host: ExtensionHost;
  private readonly root: string;
  private readonly options: CodeServerOptions;
  private process: ChildProcess | undefined;
  private port: number | undefined;

  private constructor(root: string, options: CodeServerOptions) {
    this.root = root;
    this.options = options;
    this.home = path.join(root, 'home');
    this.workspace = path.join(root, 'workspace');
    this.extensions = options.extensions ?? path.join(root, 'extensions');
    this.port = options.port;
    this.userData = path.join(root, 'user-data');
    this.host = new ExtensionHost(this.socket);
  }

  /** Creates the folders. Call `start` next and `remove` last. */
  static create(options: CodeServerOptions = {}): CodeServer {
    // A short path, because Unix socket paths are limited to about 100 characters.
    const server = new CodeServer(fs.mkdtempSync(path.join(os.tmpdir(), 'vscode-')), options);
    server.writeFolders();
    return server;
  }

  /** URL of the window with the opened folder. */
  get url(): string {
    const url = new URL(this.origin);
    url.searchParams.set('folder', this.workspace);
    return url.href;
  }

  /** Resolves once the server responds. A restart after `stop` reuses the port, so that windows reconnect. */
  async start(): Promise<void> {
    this.port ??= await freePort();
    const log = fs.openSync(this.serverLog, 'a');
    const { codeServer, node } = vsCodes[this.options.vsCode ?? 'newest'];
    const server = spawn(node, [path.join(codeServer, 'out/node/entry.js'), ...this.arguments()], {
      cwd: this.workspace,
      env: this.environment(),
      stdio: ['ignore', log, log],
      // Starts a process group, so that all child processes can be ended together.
      detached: true,
    });
    fs.closeSync(log);
    this.process = server;
    await until(async () => {
      if (hasEnded(server)) throw new Error(`VS Code's server ended at its start:\n${this.serverOutput()}`);
      return fetch(new URL('/healthz', this.origin)).then(
        ({ ok }) => ok,
        () => false,
      );
    }, "VS Code's server to answer");
  }

  /** Ends the server and all its child processes, which may outlive the server. */
  async stop(): Promise<void> {
    const server = this.process;
    if (!server) return;
    this.process = undefined;
    signalGroup(server.pid, 'SIGTERM');
    const patience = setTimeout(() => signalGroup(server.pid, 'SIGKILL'), 3_000);
    if (!hasEnded(server)) await new Promise((resolve) => server.once('exit', resolve));
    clearTimeout(patience);
    signalGroup(server.pid, 'SIGKILL');
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Resolves when the server has ended for any reason. */
  async ended(): Promise<void> {
    const server = this.process;
    if (server && !hasEnded(server)) await new Promise((resolve) => server.once('exit', resolve));
  }

  /** Stops the server and deletes its folders. */
  async remove(): Promise<void> {
    await this.stop();
    fs.rmSync(this.root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  /** Writes a file in the opened folder. */
  write(file: string, text: string): void {
    const target = path.join(this.workspace, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }

  /** Returns the joined content of all log files whose path matches. The file of an output channel has its name. */
  log(name: RegExp): string {
    const files = fs.globSync('**/*.log', { cwd: path.join(this.userData, 'logs') }).filter((file) => name.test(file));
    return files.map((file) => fs.readFileSync(path.join(this.userData, 'logs', file), 'utf8')).join('');
  }

  /** Returns the output of the server process. */
  serverOutput(): string {
    return fs.existsSync(this.serverLog) ? fs.readFileSync(this.serverLog, 'utf8') : '';
  }

  private get origin(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  private get serverLog(): string {
    return path.join(this.root, 'server.log');
  }

  private get socket(): string {
    return path.join(this.root, 'driver.sock');
  }

  private writeFolders(): void {
    for (const folder of ['user-data/User', 'extensions', 'home/tmp', 'workspace']) {
      fs.mkdirSync(path.join(this.root, folder), { recursive: true });
    }
    const settings = { ...quietSettings, ...this.options.settings };
    fs.writeFileSync(path.join(this.userData, 'User/settings.json'), JSON.stringify(settings, undefined, 2));
    const { language } = this.options;
    if (language) {
      fs.writeFileSync(path.join(this.userData, 'languagepacks.json'), JSON.stringify(languagePacks(language)));
    }
    for (const [file, text] of Object.entries(this.options.files ?? {})) this.write(file, text);
  }

  private arguments(): string[] {
    const { workspaceTrust, logLevel = 'info', language } = this.options;
    const address = ['--auth', 'none', '--bind-addr', `127.0.0.1:${this.port}`, '--ignore-last-opened'];
    const folders = ['--user-data-dir', this.userData, '--extensions-dir', this.extensions, '--log', logLevel];
    const quiet = ['telemetry', 'update-check', 'getting-started-override', 'proxy'].map((each) => `--disable-${each}`);
    const trust = workspaceTrust ? [] : ['--disable-workspace-trust'];
    return [...address, ...folders, ...quiet, ...trust, ...(language ? ['--locale', language] : [])];
  }

  private environment(): Record<string, string> {
    return cleanEnvironment(this.home, { TEST_DRIVER_SOCKET: this.socket, ...this.options.env });
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function signalGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, signal);
  } catch {
    // The process group has ended already.
  }
}

/**
 * Content of `languagepacks.json` beside the user settings: a language pack that translates a few texts. All others
 * stay in English.
 */
function languagePacks(language: Language): object {
  const pack = {
    hash: 'test',
    label: language,
    extensions: [{ extensionIdentifier: { id: `test.${language}` }, version: '1.0.0' }],
    translations: { vscode: path.join(import.meta.dirname, `language/${language}.json`) },
  };
  return { [language]: pack };
}

/** Returns a free port of 127.0.0.1. */
export async function freePort(): Promise<number> {
  const { port, close } = await listen(net.createServer());
  await close();
  return port;
}
