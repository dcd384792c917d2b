import type { ModelArtsClient } from '../../../api/modelArtsClient';
import type { SwrClient } from '../../../api/swrClient';
import { isModelArtsError } from '../../../model/errors';
import { type Image, imagePhase } from '../../../model/image';
import type { ImageRequest } from '../../../model/imageRequest';
import { nextFreeTag } from '../../../model/proposeImage';
import { type Clock, settlesWithin } from '../../../util/clock';
import type { Disposable } from '../../../util/disposable';
import type { Logger } from '../../../util/logger';
import { stackOf } from '../../../util/nodeErrors';

/** The repository and tag of an image. */
export type TagTarget = Pick<ImageRequest, 'namespace' | 'name' | 'tag'>;

/**
 * Whether a tag is available. `taken`: the service would refuse it (ModelArts.6737); `next` is the next tag not known
 * to exist. `unknown`: the check is pending or failed; it does not block a save.
 */
export type TagVerdict =
  | { readonly kind: 'free' }
  | { readonly kind: 'taken'; readonly next: string }
  | { readonly kind: 'unknown'; readonly why: 'loading' | 'failed' };

/** Dependencies of {@link TagAvailability}. */
export interface TagAvailabilityOptions {
  readonly swr: () => Promise<Pick<SwrClient, 'listTags' | 'hasTag'>>;
  readonly modelArts: () => Promise<Pick<ModelArtsClient, 'listImages'>>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Maximum time that a step waits for the check. */
const MAX_WAIT_MS = 3000;
/** Maximum number of tags that the client lists. Tags of larger repositories are checked individually. */
const MAX_TAGS = 20_000;

/** The known tags of one repository. */
interface Repository {
  /** Existing tags, from the registry, the image list or a refusal. */
  readonly taken: Set<string>;
  /** Tags checked individually that do not exist. */
  readonly free: Set<string>;
  /** `all`: every other tag is free. */
  state: 'loading' | 'all' | 'some' | 'failed';
  loading: Promise<void>;
}

/**
 * Checks which tags exist, in SWR and in the image list, which also has images being built. Caches the tags of each
 * repository for one flow. Network errors are logged, not thrown.
 */
export class TagAvailability implements Disposable {
  readonly #repositories = new Map<string, Repository>();
  readonly #lifetime = new AbortController();

  constructor(private readonly options: TagAvailabilityOptions) {}

  /** Starts loading the tags of a repository in the background. Retries if the last attempt failed. */
  prepare(target: Pick<TagTarget, 'namespace' | 'name'>): void {
    this.#repository(target);
  }

  /** Returns the cached result. Sends no request. */
  peek({ namespace, name, tag }: TagTarget): TagVerdict {
    // The service chooses the tag.
    if (tag === '') return { kind: 'free' };
    const repository = this.#repositories.get(keyOf({ namespace, name }));
    return repository ? verdict(repository, tag) : { kind: 'unknown', why: 'loading' };
  }

  /** Checks a tag, waiting up to {@link MAX_WAIT_MS}. Rejects only with the signal's reason. */
  async check(target: TagTarget, signal: AbortSignal): Promise<TagVerdict> {
    signal.throwIfAborted();
    const known = this.peek(target);
    if (known.kind !== 'unknown') return known;
    const repository = this.#repository(target);
    await settlesWithin(MAX_WAIT_MS, this.#checkTag(repository, target), this.options.clock, signal);
    signal.throwIfAborted();
    return verdict(repository, target.tag);
  }

  /** Marks a tag as existing, after the service refused it. */
  add({ namespace, name, tag }: TagTarget): void {
    const key = keyOf({ namespace, name });
    const repository = this.#repositories.get(key) ?? { ...emptyRepository(), state: 'failed' as const };
    this.#repositories.set(key, repository);
    repository.taken.add(tag);
  }

  /** Aborts pending requests. */
  dispose(): void {
    this.#lifetime.abort();
  }

  #repository(target: Pick<TagTarget, 'namespace' | 'name'>): Repository {
    const key = keyOf(target);
    const known = this.#repositories.get(key);
    if (known && known.state !== 'failed') return known;
    const repository = { ...emptyRepository(), taken: known?.taken ?? new Set<string>() };
    repository.loading = this.#load(repository, target);
    this.#repositories.set(key, repository);
    return repository;
  }

  /** Loads both sources. Never rejects. Uses the tags of one source even if the other fails. */
  async #load(repository: Repository, { namespace, name }: Pick<TagTarget, 'namespace' | 'name'>): Promise<void> {
    const { signal } = this.#lifetime;
    const { swr, modelArts } = this.options;
    const add = (tags: readonly string[]): number => {
      for (const tag of tags) repository.taken.add(tag);
      return tags.length;
    };
    const [registryCount, listCount] = await Promise.all([
      this.#tryRequest('SWR', async () => add(await (await swr()).listTags(namespace, name, signal))),
      this.#tryRequest('ModelArts', async () =>
        add((await (await modelArts()).listImages({ namespace, name }, signal)).flatMap(occupiedTags)),
      ),
    ]);
    if (registryCount === undefined || listCount === undefined) repository.state = 'failed';
    else repository.state = registryCount < MAX_TAGS ? 'all' : 'some';
  }

  /** Waits for the list and checks the tag individually if the list is incomplete. Never rejects. */
  async #checkTag(repository: Repository, { namespace, name, tag }: TagTarget): Promise<void> {
    await repository.loading;
    if (repository.state !== 'some' || repository.taken.has(tag) || repository.free.has(tag)) return;
    const send = async (): Promise<boolean> =>
      (await this.options.swr()).hasTag(namespace, name, tag, this.#lifetime.signal);
    const exists = await this.#tryRequest('SWR', send);
    if (exists !== undefined) (exists ? repository.taken : repository.free).add(tag);
  }

  async #tryRequest<T>(service: string, send: () => Promise<T>): Promise<T | undefined> {
    const { log } = this.options;
    try {
      return await send();
    } catch (error) {
      if (this.#lifetime.signal.aborted) return undefined;
      if (isModelArtsError(error)) log.warn(`Could not check tags in ${service}: ${error.message}`);
      else log.error(`Could not check tags in ${service}: ${stackOf(error)}`);
      return undefined;
    }
  }
}

function emptyRepository(): Repository {
  return { taken: new Set(), free: new Set(), state: 'loading', loading: Promise.resolve() };
}

function verdict({ taken, free, state }: Repository, tag: string): TagVerdict {
  if (taken.has(tag)) return { kind: 'taken', next: nextFreeTag(tag, taken) };
  if (state === 'all' || free.has(tag)) return { kind: 'free' };
  return { kind: 'unknown', why: state === 'loading' ? 'loading' : 'failed' };
}

/** Returns the tag an image occupies. A failed or deleted image occupies none. */
function occupiedTags(image: Image): readonly string[] {
  const phase = imagePhase(image);
  return image.tag === undefined || phase === 'failed' || phase === 'deleted' ? [] : [image.tag];
}

function keyOf({ namespace, name }: Pick<TagTarget, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}
