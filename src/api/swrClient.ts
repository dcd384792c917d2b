import { isModelArtsError } from '../model/errors';
import type { Organization } from '../model/organization';
import type { Query } from '../model/resourceAddress';
import type { Send } from './http';
import { JsonCalls, unreadable } from './jsonCalls';
import { isPageSize } from './listPages';
import { serviceUrl } from './serviceUrl';
import { organizationsSchema, tagSchema, tagsSchema } from './wire/organization';

/** So many tags a page; SWR gives at most a thousand. */
const TAGS_PER_PAGE = 1000;
/** A repository of more tags than that is not searched to its end. */
const MAX_TAGS = 20_000;

/** SWR, the registry, in our words. Every method rejects with an error of the family, or the signal's reason. */
export class SwrClient {
  readonly #calls: JsonCalls;

  /** @param endpoint origin, optionally with a path, without a slash at the end */
  constructor(
    private readonly endpoint: string,
    send: Send,
  ) {
    this.#calls = new JsonCalls(send);
  }

  /** Every organization the account sees. Source: SWR API reference, Querying Organizations. */
  async listOrganizations(signal: AbortSignal): Promise<readonly Organization[]> {
    return this.#calls.get(this.#url(['namespaces']), organizationsSchema, signal);
  }

  /**
   * Source: SWR API reference, Creating an Organization.
   *
   * @throws RefusedError 409 for a name that somebody has, in whatever account; 400 for a bad name or a used-up quota
   */
  async createOrganization(name: string, signal: AbortSignal): Promise<void> {
    return this.#calls.sendNoContent('POST', this.#url(['namespaces']), { namespace: name }, signal);
  }

  /** Tags of a repository, newest first; none when there is no such repository. Source: SWR API reference, Querying Image Tags. */
  async listTags(organization: string, repository: string, signal: AbortSignal): Promise<readonly string[]> {
    const tags = new Set<string>();
    for (let offset = 0; offset < MAX_TAGS && tags.size < MAX_TAGS; offset += TAGS_PER_PAGE) {
      const url = this.#url(tagsPath(organization, repository), { limit: TAGS_PER_PAGE, offset });
      const page = await orMissing(this.#calls.get(url, tagsSchema, signal), []);
      if (!isPageSize(page.length, 0, TAGS_PER_PAGE)) throw unreadable('tooLarge', url);
      const known = tags.size;
      for (const tag of page) tags.add(tag);
      if (page.length < TAGS_PER_PAGE || tags.size === known) break;
    }
    return [...tags];
  }

  /** True when the repository has this tag. Source: SWR API reference, Querying an Image Tag. */
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

/** `missing` where SWR says that there is no such organization, repository or tag. */
async function orMissing<T>(answer: Promise<T>, missing: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (isModelArtsError(error) && error.kind === 'refused' && isMissing(error)) return missing;
    throw error;
  }
}

/** The gateway's own 404 is about the service, not about what is in it. */
function isMissing({ status, code }: { readonly status: number; readonly code: string | undefined }): boolean {
  return status === 404 && !code?.startsWith('APIG');
}
