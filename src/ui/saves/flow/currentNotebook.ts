import type { ModelArtsClient } from '../../../api/modelArtsClient';
import { isModelArtsError } from '../../../model/errors';
import type { Notebook } from '../../../model/notebook';
import { isSameEndpoint, readSshUri, type SshEndpoint } from '../../../model/sshEndpoint';
import type { Logger } from '../../../util/logger';
import { stackOf } from '../../../util/nodeErrors';

/** Limits the requests per window in a project with thousands of notebooks. */
const MAX_READS = 40;
const MAX_CONCURRENT_READS = 4;

/**
 * Finds the notebook this window is connected to. The list does not contain SSH endpoints, so the details of running
 * notebooks with SSH are read, a few at a time, until one matches. Sends no request in a window without Remote-SSH.
 */
export class CurrentNotebook {
  #id: string | undefined;
  #reads = 0;
  #endpoint: Promise<SshEndpoint | undefined> | undefined;

  constructor(
    private readonly options: {
      readonly client: Pick<ModelArtsClient, 'getNotebook'>;
      /** Returns the SSH endpoint this window is connected to; undefined if none. */
      readonly windowEndpoint: () => Promise<SshEndpoint | undefined>;
      readonly log: Logger;
    },
  ) {}

  /** Id of the notebook; undefined until it is found. */
  get id(): string | undefined {
    return this.#id;
  }

  /** Searches one page of notebooks in order. Never rejects; a notebook that cannot be read does not match. */
  async search(notebooks: readonly Notebook[], signal: AbortSignal): Promise<void> {
    this.#endpoint ??= this.options.windowEndpoint();
    const endpoint = await this.#endpoint;
    if (!endpoint) return;
    const waiting = notebooks.filter(({ status, ssh }) => status === 'RUNNING' && ssh !== false);
    const searchNext = async (): Promise<void> => {
      for (let next = waiting.shift(); next && this.#reserveRead(signal); next = waiting.shift()) {
        if (await this.#isCurrent(next, endpoint, signal)) this.#id = next.id;
      }
    };
    await Promise.all(Array.from({ length: MAX_CONCURRENT_READS }, searchNext));
  }

  #reserveRead(signal: AbortSignal): boolean {
    if (this.#id !== undefined || signal.aborted || this.#reads >= MAX_READS) return false;
    this.#reads += 1;
    return true;
  }

  async #isCurrent({ id }: Notebook, endpoint: SshEndpoint, signal: AbortSignal): Promise<boolean> {
    try {
      const { sshUri } = await this.options.client.getNotebook(id, signal);
      return isSameEndpoint(readSshUri(sshUri), endpoint);
    } catch (error) {
      if (!signal.aborted) this.#report(error);
      return false;
    }
  }

  #report(error: unknown): void {
    const { log } = this.options;
    if (isModelArtsError(error)) log.debug(`Could not look for this window's notebook: ${error.message}`);
    else log.error(`Could not look for this window's notebook: ${stackOf(error)}`);
  }
}
