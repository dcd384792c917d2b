import type { Organization } from '../model/account';
import type { Query } from '../model/address';
import { isModelArtsError } from '../model/errors';
import { type Send, serviceUrl } from './http';
import { JsonCalls, unreadable } from './jsonCalls';
import { isPageSize } from './listPages';
import { organizationsSchema, tagSchema, tagsSchema } from './wire/account';

/** SWR's maximum page size. */
const TAGS_PER_PAGE = 1000;
/** Tags beyond this number are not read. */
const MAX_TAGS = 20_000;

/** Client of SWR, the container image registry. Every method rejects with a ModelArtsError or the signal's reason. */
export class SwrClient {
  readonly #calls: JsonCalls;

  /** @param endpoint origin, optionally with a path, without a trailing slash */
  constructor(
    private readonly endpoint: string,
    send: Send,
  ) {
    this.#calls = new JsonCalls(send);
  }

  /** Returns all organizations the account can see. Source: SWR API reference, Querying Organizations. */
  async listOrganizations(signal: AbortSignal): Promise<readonly Organization[]> {
    return this.#calls.get(this.#url(['namespaces']), organizationsSchema, signal);
  }

  /**
   * Creates an organization. Source: SWR API reference, Creating an Organization.
   *
   * @throws RefusedError 409 if the name is taken in any account; 400 for an invalid name or an exhausted quota
   */
  async createOrganization(name: string, signal: AbortSignal): Promise<void> {
    return this.#calls.sendNoContent('POST', this.#url(['namespaces']), { namespace: name }, signal);
  }

  /**
   * Returns the tags of a repository, newest first; empty if the repository does not exist. Source: SWR API reference,
   * Querying Image Tags.
   */
  async listTags(organization: string, repository: string, signal: AbortSignal): Promise<readonly string[]> {
    const tags = new Set<string>();
    for (let offset = 0; offset < MAX_TAGS && tags.size < MAX_TAGS; offset += TAGS_PER_PAGE) {
      const url = this.#url(tagsPath(organization, repository), { limit: TAGS_PER_PAGE, offset });
      const page = await orMissing(this.#calls.get(url, tagsSchema, signal), []);
      if (!isPageSize(page.length, 0, TAGS_PER_PAGE)) throw unreadable('tooLarge', url);
      const countBefore = tags.size;
      for (const tag of page) tags.add(tag);
      if (page.length < TAGS_PER_PAGE || tags.size === countBefore) break;
    }
    return [...tags];
  }

  /** Resolves with true if the repository has this tag. Source: SWR API reference, Querying an Image Tag. */
  async hasTag(organization: string, repository: string, tag: string, signal: AbortSignal): Promise<boolean> {
    const url = this.#url([...tagsPath(organization, repository), tag]);
    return orMissing(
      this.#calls.get(url, tagSchema, signal).then(() => true),
      false,
    );
  }

  #url(path: readonly string[], query?: Query): URL {
    return serviceUrl(this.endpoint, ['v2', 'manage', ...path], query);
  }
}

function tagsPath(organization: string, repository: string): readonly string[] {
  return ['namespaces', organization, 'repos', repository.replaceAll('/', '$'), 'tags'];
}

/** Resolves with `missing` if SWR reports that the organization, repository or tag does not exist. */
async function orMissing<T>(answer: Promise<T>, missing: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (isModelArtsError(error) && error.kind === 'refused' && isMissing(error)) return missing;
    throw error;
  }
}

/** False for the gateway's own 404, which concerns the service rather than its contents. */
function isMissing({ status, code }: { readonly status: number; readonly code: string | undefined }): boolean {
  return status === 404 && !code?.startsWith('APIG');
}
