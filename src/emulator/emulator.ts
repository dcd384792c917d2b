import type { Credentials, Keyring } from './auth/keyring';
import type { Cloud } from './cloud';
import { answerControl, type ControlledEmulator, isControlRequest } from './controlApi';
import { EmulatorServer } from './emulatorServer';
import { type Rule, RuleBook } from './faults/ruleBook';
import { findScenario, type Scenario } from './faults/scenarios';
import type { WireRequest } from './http/readRequest';
import { Journal, type JournalEntry } from './journal';
import { type ServerContext, serveRequest } from './serveRequest';
import { type Behavior, DEFAULT_BEHAVIOR } from './world/behavior';
import type { World } from './world/world';
import { WorldEditor } from './worldEditor';

/** The parts and settings from which {@link startEmulator} creates an emulator. */
export interface EmulatorParts {
  readonly port: number;
  readonly latencyMs: number;
  readonly controlApi: boolean;
  readonly hostNames: readonly string[];
  readonly redirectTo: string;
  readonly world: World;
  readonly keyring: Keyring;
  readonly cloud: Cloud;
  readonly credentials: Credentials;
  readonly scenario: string;
}

/** ModelArts, SWR, and IAM on one port of 127.0.0.1. Created by {@link startEmulator}. */
export class Emulator implements ControlledEmulator {
  readonly edit: WorldEditor;
  /** Target URL of redirects. */
  redirectTo: string;
  /** Delay of each response, in milliseconds of real time. */
  latencyMs: number;
  readonly credentials: Credentials;
  readonly #world: World;
  readonly #keyring: Keyring;
  readonly #cloud: Cloud;
  readonly #server: EmulatorServer;
  readonly #rules = new RuleBook();
  readonly #journal = new Journal();
  #scenario = '';

  /** @throws RangeError for an unknown scenario */
  constructor(private readonly parts: EmulatorParts) {
    this.#world = parts.world;
    this.#keyring = parts.keyring;
    this.#cloud = parts.cloud;
    this.credentials = parts.credentials;
    this.redirectTo = parts.redirectTo;
    this.latencyMs = parts.latencyMs;
    this.edit = new WorldEditor(parts.world);
    this.#server = new EmulatorServer(parts.port, (incoming, response, connection) =>
      serveRequest(this.#context(), incoming, response, connection),
    );
    this.setScenario(parts.scenario);
  }

  /** Origin of all three services, e.g. `http://127.0.0.1:40123`. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  get port(): number {
    return this.#server.port;
  }

  get projectId(): string {
    return this.#world.projectId;
  }

  /** Name of the region and of the project. */
  get region(): string {
    return this.#world.region;
  }

  get accessKey(): string {
    return this.credentials.accessKey;
  }

  get secretKey(): string {
    return this.credentials.secretKey;
  }

  get securityToken(): string | undefined {
    return this.credentials.securityToken;
  }

  get scenario(): string {
    return this.#scenario;
  }

  /** The service's time, milliseconds since the epoch. */
  now(): number {
    return this.#world.now();
  }

  get speed(): number {
    return this.#world.speed;
  }

  /** Divides the duration of operations that start from now on. @throws RangeError unless above 0 */
  set speed(speed: number) {
    this.#world.speed = speed;
  }

  /** Advances the service's clock and runs everything scheduled for that time. */
  advance(ms: number): void {
    this.#world.clock.advance(ms);
    this.#world.settle();
  }

  /**
   * Changes how the cloud behaves. Operations in progress and existing objects stay unchanged. Expired keys become valid
   * again, unless the scenario expires them.
   *
   * @throws RangeError with the list of names, for an unknown scenario
   */
  setScenario(name: string): void {
    const { behavior, rules = [] }: Scenario = findScenario(name);
    this.#scenario = name;
    this.behave({ ...DEFAULT_BEHAVIOR, ...behavior });
    this.#rules.setScenario(rules);
  }

  /** Overrides parts of the scenario, e.g. `{ saveMs: 1000 }` or `{ visibleAfterMs: 60_000 }`. */
  behave(change: Partial<Behavior>): void {
    const before = this.#world.behavior;
    this.#world.behavior = { ...before, ...change };
    this.#world.clock.skewBy(this.#world.behavior.skewMs);
    if (change.credentialsEnded === true && !before.credentialsEnded) this.#keyring.expireAll();
    if (change.credentialsEnded === false) this.#keyring.restoreAll();
  }

  /** Makes the next requests fail: `times` of them, by default one, or all for Infinity. Returns a function that undoes it. */
  fail(rule: Rule): () => void {
    return this.#rules.add({ times: 1, ...rule });
  }

  /** Undoes every {@link Emulator.fail}. */
  clearFaults(): void {
    this.#rules.clear();
  }

  /** Adds a valid pair of keys, e.g. after the first has expired. */
  addAccessKey(accessKey: string, secretKey: string, securityToken?: string): void {
    this.#keyring.addKey({ accessKey, secretKey, securityToken, owner: this.#world.me });
  }

  /** Expires all existing keys and tokens. Keys added and tokens issued later are valid. */
  endCredentials(): void {
    this.#keyring.expireAll();
  }

  /** The latest complete requests, without those to the control API. */
  get journal(): readonly JournalEntry[] {
    return this.#journal.entries;
  }

  /** Counts the requests in the journal that match a pattern as in {@link Rule.on}: `CreateImage`, `GET images/*`, `*`. */
  count(on: string): number {
    return this.#journal.count(on);
  }

  resetJournal(): void {
    this.#journal.clear();
  }

  get openConnections(): number {
    return this.#server.openConnections;
  }

  get connectionsOpened(): number {
    return this.#server.connectionsOpened;
  }

  /** Accepts connections, again on the same port after {@link Emulator.close}. Time in the world passes while it is closed. */
  async open(): Promise<void> {
    await this.#server.open();
  }

  /** Stops accepting connections and closes the existing ones. */
  async close(): Promise<void> {
    await this.#server.close();
  }

  #context(): ServerContext {
    const { redirectTo, latencyMs } = this;
    const { controlApi, hostNames } = this.parts;
    const applyControl = (request: WireRequest) =>
      controlApi && isControlRequest(request) ? answerControl(this, request) : undefined;
    return {
      world: this.#world,
      cloud: this.#cloud,
      rules: this.#rules,
      journal: this.#journal,
      redirectTo,
      latencyMs,
      hostNames,
      applyControl,
    };
  }
}
