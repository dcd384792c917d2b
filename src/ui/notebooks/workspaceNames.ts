import type { ModelArtsClient } from '../../api/modelArtsClient';
import { isThrottled } from '../../model/errorCodes';
import { isModelArtsError } from '../../model/errors';
import type { Disposable } from '../../util/disposable';
import { Emitter, type Event } from '../../util/event';
import type { Logger } from '../../util/logger';

/** Dependencies of {@link WorkspaceNames}. */
export interface WorkspaceNamesOptions {
  readonly clientFor: (connection: string) => Promise<Pick<ModelArtsClient, 'listWorkspaces'>>;
  readonly log: Logger;
}

/** Every account has this workspace. Its label is localized. */
const DEFAULT_ID = '0';

/** Resolves workspace IDs to names. Requests the names of a connection once, when they are first needed. */
export class WorkspaceNames implements Disposable {
  readonly #changed = new Emitter<string>();
  readonly #lifetime = new AbortController();
  /** Names by workspace ID. Ids are unique across accounts. */
  readonly #names = new Map<string, string>();
  readonly #asked = new Map<string, Promise<void>>();

  /** Fires with the connection whose names were loaded. */
  readonly onDidChange: Event<string> = this.#changed.event;

  constructor(private readonly options: WorkspaceNamesOptions) {}

  /** Returns the name of a workspace; undefined if unknown. */
  readonly of = (id: string): string | undefined => this.#names.get(id);

  /**
   * Loads the names of a connection, unless they were loaded before or no ID needs one. Never rejects: an account may
   * have no workspaces (ModelArts.7002) or no permission to list them; IDs are shown instead.
   */
  async ask(connection: string, ids: readonly string[]): Promise<void> {
    if (!ids.some((id) => id !== '' && id !== DEFAULT_ID)) return;
    const asked = this.#asked.get(connection) ?? this.#read(connection);
    this.#asked.set(connection, asked);
    await asked;
  }

  /** Makes the next {@link WorkspaceNames.ask} request the names of these connections again. */
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
      const named = (await client.listWorkspaces(signal)).filter(({ id }) => id !== DEFAULT_ID);
      for (const { id, name } of named) this.#names.set(id, name);
      this.#changed.fire(connection);
    } catch (error) {
      if (signal.aborted) return;
      if (!isModelArtsError(error)) throw error;
      log.info(`Showing the ids of the workspaces: ${error.message}`);
      // A network error, a server error or throttling says nothing about the account, so the next call tries again.
      const isFinal = error.kind === 'refused' && error.status < 500 && !isThrottled(error);
      if (!isFinal) this.#asked.delete(connection);
    }
  }
}
