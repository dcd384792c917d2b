import type { IamClient } from '../api/iamClient';
import type { ModelArtsClient } from '../api/modelArtsClient';
import type { SwrClient } from '../api/swrClient';
import { lazy } from '../util/promises';
import type { Connection } from './connection';
import type { ConnectionClients } from './connectionClients';
import type { Secret } from './credentials';
import type { Diagnosis } from './diagnoseConnection';
import type { Candidate } from './tryConnection';

/** API clients of every connection. Loads the client bundle at the first request. */
export class LazyClients {
  readonly #open: () => Promise<ConnectionClients>;
  #opened: ConnectionClients | undefined;

  constructor(load: () => Promise<ConnectionClients>) {
    this.#open = lazy(async () => {
      const opened = await load();
      this.#opened = opened;
      return opened;
    });
  }

  /** @throws NotConnectedError while the connection, its credentials or its project is missing. */
  readonly for = async (connectionName: string): Promise<ModelArtsClient> =>
    (await this.#open()).modelArts(connectionName);

  /** @throws NotConnectedError while the connection, its credentials or its project is missing. */
  readonly swr = async (connectionName: string): Promise<SwrClient> => (await this.#open()).swr(connectionName);

  /** @throws NotConnectedError while the connection or its credentials are missing. */
  readonly iam = async (connectionName: string): Promise<IamClient> => (await this.#open()).iam(connectionName);

  /**
   * Resolves with the project ID of a connection.
   *
   * @throws NotConnectedError while the connection, its credentials or its project is missing.
   */
  readonly projectOf = async (connectionName: string): Promise<string> =>
    (await this.#open()).projectOf(connectionName);

  /** Returns clients for a connection that is not in the settings yet; see {@link ConnectionClients.candidate}. */
  readonly candidate = async (connection: Connection, typed: Secret | undefined): Promise<Candidate> =>
    (await this.#open()).candidate(connection, typed);

  /** Diagnoses the connection in use and the network; see {@link ConnectionClients.diagnose}. */
  readonly diagnose = async (signal: AbortSignal): Promise<Diagnosis> => (await this.#open()).diagnose(signal);

  /** Call when a user starts an action: rejected credentials are sent once more. See {@link ConnectionClients.allowRetry}. */
  readonly allowRetry = (): void => this.#opened?.allowRetry();

  /** Aborts all requests in progress. */
  async close(): Promise<void> {
    await this.#opened?.close();
  }
}
