import type { IamClient } from '../api/iamClient';
import type { ModelArtsClient } from '../api/modelArtsClient';
import type { SwrClient } from '../api/swrClient';
import { lazy } from '../util/lazy';
import type { Connection } from './connection';
import type { Secret } from './credentials';
import type { Diagnosis } from './diagnosis';
import type { Candidate, OpenConnections } from './openConnections';

/** The clients of every connection. What makes them is loaded at the first request. */
export class Clients {
  readonly #open: () => Promise<OpenConnections>;
  #opened: OpenConnections | undefined;

  constructor(load: () => Promise<OpenConnections>) {
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

  /** Id of the project of a connection. @throws NotConnectedError while the connection, its credentials or its project is missing. */
  readonly projectOf = async (connectionName: string): Promise<string> =>
    (await this.#open()).projectOf(connectionName);

  /** Clients of a connection that is in no setting yet; see {@link OpenConnections.candidate}. */
  readonly candidate = async (connection: Connection, typed: Secret | undefined): Promise<Candidate> =>
    (await this.#open()).candidate(connection, typed);

  /** Looks at the connection in use, and at the network; see {@link OpenConnections.diagnose}. */
  readonly diagnose = async (signal: AbortSignal): Promise<Diagnosis> => (await this.#open()).diagnose(signal);

  /** A person asks for something: refused credentials are tried once more, see {@link OpenConnections.allowOne}. */
  readonly allowOne = (): void => this.#opened?.allowOne();

  /** Ends every request under way. */
  async close(): Promise<void> {
    await this.#opened?.close();
  }
}
