import type { Credentials } from './auth/credentials';
import type { Keyring } from './auth/keyring';
import type { Cloud } from './cloud';
import { answerControl, type ControlledEmulator, isControlRequest } from './controlApi';
import { EmulatorServer } from './emulatorServer';
import type { Rule } from './faults/rule';
import { RuleBook } from './faults/ruleBook';
import { findScenario, type Scenario } from './faults/scenarios';
import type { WireRequest } from './http/readRequest';
import { Journal, type JournalEntry } from './journal';
import { type ServerContext, serveRequest } from './serveRequest';
import { type Behaviour, USUAL } from './world/behaviour';
import type { World } from './world/world';
import { WorldEditor } from './worldEditor';

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

/** ModelArts, SWR and IAM on one port of 127.0.0.1. Made by {@link startEmulator}. */
export class Emulator implements ControlledEmulator {
  readonly edit: WorldEditor;
  /** Where redirects lead. */
  redirectTo: string;
  /** Real milliseconds that every answer is kept back. */
  latencyMs: number;
  readonly credentials: Credentials;
  readonly #world: World;
  readonly #keyring: Keyring;
  readonly #cloud: Cloud;
  readonly #server: EmulatorServer;
  readonly #rules = new RuleBook();
  readonly #journal = new Journal();
  #scenario = '';

  /** @throws RangeError for a scenario that there is not */
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

  /** Name of the region, which is the name of the project too. */
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

  /** How many times less what takes time takes, from its next beginning on. @throws RangeError unless above 0 */
  set speed(speed: number) {
    this.#world.speed = speed;
  }

  /** Moves the service's clock on; whatever falls into that time happens. */
  advance(ms: number): void {
    this.#world.clock.advance(ms);
    this.#world.settle();
  }

  /**
   * Changes how the cloud behaves. What was begun goes on as it began; what exists stays; keys that have
   * ended are good again, unless the scenario says otherwise.
   *
   * @throws RangeError that lists the names, for a scenario that there is not
   */
  setScenario(name: string): void {
    const { behaviour, rules = [] }: Scenario = findScenario(name);
    this.#scenario = name;
    this.behave({ ...USUAL, ...behaviour });
    this.#rules.setScenario(rules);
  }

  /** Changes single traits of the scenario, e.g. `{ saveMs: 1000 }` or `{ visibleAfterMs: 60_000 }`. */
  behave(change: Partial<Behaviour>): void {
    const before = this.#world.behaviour;
    this.#world.behaviour = { ...before, ...change };
    this.#world.clock.skewBy(this.#world.behaviour.skewMs);
    if (change.credentialsEnded === true && !before.credentialsEnded) this.#keyring.endAll();
    if (change.credentialsEnded === false) this.#keyring.restoreAll();
  }

  /** Lets coming requests go wrong (one, unless `times` says more; Infinity = all); gives back how to undo it. */
  fail(rule: Rule): () => void {
    return this.#rules.add({ times: 1, ...rule });
  }

  /** Undoes every {@link Emulator.fail}. */
  clearFaults(): void {
    this.#rules.clear();
  }

  /** Lets a further pair of keys in, e.g. after the first have ended. */
  addAccessKey(accessKey: string, secretKey: string, securityToken?: string): void {
    this.#keyring.addKey({ accessKey, secretKey, securityToken, owner: this.#world.me });
  }

  /** Ends every key and token there is; keys added and tokens given out later are good. */
  endCredentials(): void {
    this.#keyring.endAll();
  }

  /** The latest requests that were complete, the steering ones not. */
  get journal(): readonly JournalEntry[] {
    return this.#journal.entries;
  }

  /** How many requests of a kind are in the journal, told as in a rule: `CreateImage`, `GET images/*`, `*`. */
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

  /** Takes connections, after {@link Emulator.close} again on the same port. The world has not stood still meanwhile. */
  async open(): Promise<void> {
    await this.#server.open();
  }

  /** Cuts every connection and takes no more. */
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
