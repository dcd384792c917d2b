import type { ModelArtsClient } from '../../api/modelArtsClient';
import { isModelArtsError } from '../../model/errors';
import { isThrottled } from '../../model/refusals';
import type { Disposable } from '../../util/disposable';
import { Emitter, type Event } from '../../util/event';
import type { Logger } from '../../util/logger';

export interface WorkspaceNamesOptions {
  readonly clientFor: (connection: string) => Promise<Pick<ModelArtsClient, 'listWorkspaces'>>;
  readonly log: Logger;
}

/** Every account has it, and it is called so in the person's own language. */
const DEFAULT_ID = '0';

/** What the workspaces of the accounts are called: asked for when somebody wants to read it, once of each connection. */
export class WorkspaceNames implements Disposable {
  readonly #changed = new Emitter<string>();
  readonly #lifetime = new AbortController();
  /** By id, which no two accounts share. */
  readonly #names = new Map<string, string>();
  readonly #asked = new Map<string, Promise<void>>();

  /** Told with the connection whose workspaces have names by now. */
  readonly onDidChange: Event<string> = this.#changed.event;

  constructor(private readonly options: WorkspaceNamesOptions) {}

  /** Undefined where it is not known. */
  readonly of = (id: string): string | undefined => this.#names.get(id);

  /**
   * Asks a connection for the names, unless it has answered before or none of these workspaces has one. Never rejects: an account
   * may be without workspaces (ModelArts.7002), or may not list them, and ids are all there is to show then.
   */
  async ask(connection: string, ids: readonly string[]): Promise<void> {
    if (!ids.some((id) => id !== '' && id !== DEFAULT_ID)) return;
    const asked = this.#asked.get(connection) ?? this.#read(connection);
    this.#asked.set(connection, asked);
    await asked;
  }

  /** These connections may be other ones: ask them again. */
  forget(connections: readonly string[]): void {
    for (const each of connections) this.#asked.delete(each);
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#changed.dispose();
  }

  async #read(connection: string): Promise<void> {
    const { clientFor, log } = this.options;
    const { signal } = this.#lifetime;
    try {
      const client = await clientFor(connection);
      const others = (await client.listWorkspaces(signal)).filter(({ id }) => id !== DEFAULT_ID);
      for (const { id, name } of others) this.#names.set(id, name);
      this.#changed.fire(connection);
    } catch (error) {
      if (signal.aborted) return;
      if (!isModelArtsError(error)) throw error;
      log.info(`Workspaces are shown by their ids: ${error.message}`);
      // What was no answer, or only a delay, says nothing about the account: the next look at the groups asks again.
      const isFinal = error.kind === 'refused' && error.status < 500 && !isThrottled(error);
      if (!isFinal) this.#asked.delete(connection);
    }
  }
}
