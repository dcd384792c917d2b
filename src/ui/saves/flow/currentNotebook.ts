import type { ModelArtsClient } from '../../../api/modelArtsClient';
import { isModelArtsError } from '../../../model/errors';
import type { Notebook } from '../../../model/notebook';
import { isSameEndpoint, readSshUri, type SshEndpoint } from '../../../model/sshEndpoint';
import type { Logger } from '../../../util/logger';
import { stackOf } from '../../../util/stackOf';

/** So many notebooks are looked at, so that a project with thousands of them costs a person's window no more than one with a few. */
const MAX_READS = 40;
const MAX_CONCURRENT_READS = 4;

/**
 * Finds, among the notebooks of a list, the one this window is connected to. Where a notebook is reached by SSH stands in its
 * details alone, so those of running ones that may be reached so are read, a few at a time, until one fits; in a window without Remote-SSH, none.
 */
export class CurrentNotebook {
  #id: string | undefined;
  #reads = 0;
  #endpoint: Promise<SshEndpoint | undefined> | undefined;

  constructor(
    private readonly options: {
      readonly client: Pick<ModelArtsClient, 'getNotebook'>;
      /** Where this window is connected to; undefined = nowhere by SSH. */
      readonly windowEndpoint: () => Promise<SshEndpoint | undefined>;
      readonly log: Logger;
    },
  ) {}

  /** Its id, as far as it is known. */
  get id(): string | undefined {
    return this.#id;
  }

  /** Looks at the notebooks of one page, in their order. Never rejects: what cannot be seen is not found. */
  async search(notebooks: readonly Notebook[], signal: AbortSignal): Promise<void> {
    this.#endpoint ??= this.options.windowEndpoint();
    const endpoint = await this.#endpoint;
    if (!endpoint) return;
    const waiting = notebooks.filter(({ status, ssh }) => status === 'RUNNING' && ssh !== false);
    const lookOn = async (): Promise<void> => {
      for (let next = waiting.shift(); next && this.#canPoll(signal); next = waiting.shift()) {
        if (await this.#isHere(next, endpoint, signal)) this.#id = next.id;
      }
    };
    await Promise.all(Array.from({ length: MAX_CONCURRENT_READS }, lookOn));
  }

  #canPoll(signal: AbortSignal): boolean {
    if (this.#id !== undefined || signal.aborted || this.#reads >= MAX_READS) return false;
    this.#reads += 1;
    return true;
  }

  async #isHere({ id }: Notebook, endpoint: SshEndpoint, signal: AbortSignal): Promise<boolean> {
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
    if (isModelArtsError(error)) log.debug(`The notebook of this window could not be found: ${error.message}`);
    else log.error(`The notebook of this window was not found: ${stackOf(error)}`);
  }
}
