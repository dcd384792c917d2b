import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type VsCodeName, vsCodes } from '../../../scripts/lib/vsCodes.mjs';
import { ExtensionHost } from './extensionHost';
import { cleanEnvironment, quietSettings } from './isolation';
import { until } from './until';

/** A language other than English in which a window can be; `qps-ploc` is the pseudo language. */
type Language = 'zh-cn' | 'qps-ploc';

export interface CodeServerOptions {
  /** Default: the newest. */
  readonly vsCode?: VsCodeName;
  /** Folder that `installExtensions` has filled. Default: one of its own, empty. */
  readonly extensions?: string;
  /** User settings, over the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files of the opened folder: path to text. */
  readonly files?: Readonly<Record<string, string>>;
  /** Variables of the server, and so of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ask whether the folder is trusted, as VS Code does by default. Off: every folder is. */
  readonly workspaceTrust?: boolean;
  /** How much log channels write. Default: info. */
  readonly logLevel?: 'trace' | 'debug' | 'info';
  /** Language of the interface. Default: English. */
  readonly language?: Language | undefined;
  /** Port to serve on. Default: a free one. */
  readonly port?: number;
}

/**
 * A real VS Code, served on a port of 127.0.0.1 from folders of its own that are removed with it. The person's settings,
 * extensions, home and variables play no part.
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

  /** Prepares the folders; `start` comes next, `remove` last. */
  static create(options: CodeServerOptions = {}): CodeServer {
    // A short path: the name of a Unix socket ends after about 100 characters.
    const server = new CodeServer(fs.mkdtempSync(path.join(os.tmpdir(), 'vscode-')), options);
    server.writeFolders();
    return server;
  }

  /** Address of the window that shows the opened folder. */
  get url(): string {
    const url = new URL(this.origin);
    url.searchParams.set('folder', this.workspace);
    return url.href;
  }

  /** Resolves once the server answers. A second start, after `stop`, takes the same port: windows find it again. */
  async start(): Promise<void> {
    this.port ??= await freePort();
    const log = fs.openSync(this.serverLog, 'a');
    const { codeServer, node } = vsCodes[this.options.vsCode ?? 'newest'];
    const server = spawn(node, [path.join(codeServer, 'out/node/entry.js'), ...this.arguments()], {
      cwd: this.workspace,
      env: this.environment(),
      stdio: ['ignore', log, log],
      // A process group of its own, so that all it starts can be ended with it.
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

  /** Ends the server and everything it started, which may outlive a server that was killed. */
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

  /** Resolves when the server ends, whoever ended it. */
  async ended(): Promise<void> {
    const server = this.process;
    if (server && !hasEnded(server)) await new Promise((resolve) => server.once('exit', resolve));
  }

  /** Stops the server and removes its folders. */
  async remove(): Promise<void> {
    await this.stop();
    fs.rmSync(this.root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  /** Writes a file of the opened folder. */
  write(file: string, text: string): void {
    const target = path.join(this.workspace, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }

  /** Everything written to log files whose path matches, joined. An output channel's file is named after it. */
  log(name: RegExp): string {
    const files = fs.globSync('**/*.log', { cwd: path.join(this.userData, 'logs') }).filter((file) => name.test(file));
    return files.map((file) => fs.readFileSync(path.join(this.userData, 'logs', file), 'utf8')).join('');
  }

  /** What the server itself has printed. */
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
    const trust = this.options.workspaceTrust ? [] : ['--disable-workspace-trust'];
    const log = ['--log', this.options.logLevel ?? 'info'];
    const language = this.options.language ? ['--locale', this.options.language] : [];
    const quiet = [
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-getting-started-override',
      '--disable-proxy',
    ];
    const address = ['--auth', 'none', '--bind-addr', `127.0.0.1:${this.port}`, '--ignore-last-opened'];
    return [
      ...address,
      '--user-data-dir',
      this.userData,
      '--extensions-dir',
      this.extensions,
      ...quiet,
      ...trust,
      ...log,
      ...language,
    ];
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
    // The whole group has ended already.
  }
}

/**
 * What VS Code keeps of installed language packs, in `languagepacks.json` beside the user's settings: here of one that
 * translates a few words of its own. Words that it lacks stay in English.
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

/** A port of 127.0.0.1 that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No port')),
      );
    });
  });
}
