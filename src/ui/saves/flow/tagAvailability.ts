import type { ModelArtsClient } from '../../../api/modelArtsClient';
import type { SwrClient } from '../../../api/swrClient';
import { isModelArtsError } from '../../../model/errors';
import { type Image, imagePhase } from '../../../model/image';
import type { ImageRequest } from '../../../model/imageRequest';
import { nextFreeTag } from '../../../model/nextFreeTag';
import type { Clock } from '../../../util/clock';
import type { Disposable } from '../../../util/disposable';
import type { Logger } from '../../../util/logger';
import { stackOf } from '../../../util/stackOf';

/** Which image a tag would belong to. */
export type TagTarget = Pick<ImageRequest, 'namespace' | 'name' | 'tag'>;

/**
 * Whether a tag can be saved to. `taken`: the service would refuse it (ModelArts.6737), `next` is the first one after it that
 * nobody is known to have. `unknown` keeps nobody from trying: the answer is not there yet, or cannot be had.
 */
export type TagVerdict =
  | { readonly kind: 'free' }
  | { readonly kind: 'taken'; readonly next: string }
  | { readonly kind: 'unknown'; readonly why: 'asking' | 'failed' };

export interface TakenTagsOptions {
  readonly swr: () => Promise<Pick<SwrClient, 'listTags' | 'hasTag'>>;
  readonly modelArts: () => Promise<Pick<ModelArtsClient, 'listImages'>>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A person waits no longer for an answer; milliseconds. */
const PATIENCE_MS = 3000;
/** The client reads no more tags of a repository; of a larger one each tag is asked for by itself. */
const MAX_TAGS = 20_000;

/** What is known of one repository's tags. */
interface Repository {
  /** Told by the registry, the image list, or a refusal. */
  readonly taken: Set<string>;
  /** Asked for by itself, and not there. */
  readonly free: Set<string>;
  /** `all`: what is not taken is free. */
  state: 'asking' | 'all' | 'some' | 'failed';
  asking: Promise<void>;
}

/**
 * Which tags are taken, as SWR and the image list tell it; the list also knows the images that are still being built. Asked
 * once for a repository and kept, so one of these lives as long as one flow of questions. No fault of the network gets out.
 */
export class TagAvailability implements Disposable {
  readonly #repositories = new Map<string, Repository>();
  readonly #lifetime = new AbortController();

  constructor(private readonly options: TakenTagsOptions) {}

  /** Begins to ask, while the person reads on. Asks again where the last try failed. */
  prepare(target: Pick<TagTarget, 'namespace' | 'name'>): void {
    this.#repository(target);
  }

  /** What is known at this moment; asks nobody. */
  peek({ namespace, name, tag }: TagTarget): TagVerdict {
    // The service chooses one.
    if (tag === '') return { kind: 'free' };
    const repository = this.#repositories.get(keyOf({ namespace, name }));
    return repository ? verdict(repository, tag) : { kind: 'unknown', why: 'asking' };
  }

  /** Asks, and waits a few seconds at most. Rejects with the signal's reason, and for nothing else. */
  async check(target: TagTarget, signal: AbortSignal): Promise<TagVerdict> {
    signal.throwIfAborted();
    const known = this.peek(target);
    if (known.kind !== 'unknown') return known;
    const repository = this.#repository(target);
    await this.#within(this.#settle(repository, target), signal);
    return verdict(repository, target.tag);
  }

  /** The service refused this tag: it is taken, whatever was known of it. */
  add({ namespace, name, tag }: TagTarget): void {
    const key = keyOf({ namespace, name });
    const repository = this.#repositories.get(key) ?? { ...unasked(), state: 'failed' as const };
    this.#repositories.set(key, repository);
    repository.taken.add(tag);
  }

  /** Ends what is still being asked. */
  dispose(): void {
    this.#lifetime.abort();
  }

  #repository(target: Pick<TagTarget, 'namespace' | 'name'>): Repository {
    const key = keyOf(target);
    const known = this.#repositories.get(key);
    if (known && known.state !== 'failed') return known;
    const repository = { ...unasked(), taken: known?.taken ?? new Set<string>() };
    repository.asking = this.#ask(repository, target);
    this.#repositories.set(key, repository);
    return repository;
  }

  /** Never rejects. Both sources are heard out: what one of them knows counts even where the other is silent. */
  async #ask(repository: Repository, { namespace, name }: Pick<TagTarget, 'namespace' | 'name'>): Promise<void> {
    const { signal } = this.#lifetime;
    const { swr, modelArts } = this.options;
    const add = (tags: readonly string[]): number => {
      for (const tag of tags) repository.taken.add(tag);
      return tags.length;
    };
    const [inRegistry, inList] = await Promise.all([
      this.#orUndefined('SWR', async () => add(await (await swr()).listTags(namespace, name, signal))),
      this.#orUndefined('ModelArts', async () =>
        add((await (await modelArts()).listImages({ namespace, name }, signal)).flatMap(tagOf)),
      ),
    ]);
    if (inRegistry === undefined || inList === undefined) repository.state = 'failed';
    else repository.state = inRegistry < MAX_TAGS ? 'all' : 'some';
  }

  /** Never rejects. */
  async #settle(repository: Repository, { namespace, name, tag }: TagTarget): Promise<void> {
    await repository.asking;
    if (repository.state !== 'some' || repository.taken.has(tag) || repository.free.has(tag)) return;
    const ask = async (): Promise<boolean> =>
      (await this.options.swr()).hasTag(namespace, name, tag, this.#lifetime.signal);
    const there = await this.#orUndefined('SWR', ask);
    if (there !== undefined) (there ? repository.taken : repository.free).add(tag);
  }

  async #orUndefined<T>(whom: string, ask: () => Promise<T>): Promise<T | undefined> {
    const { log } = this.options;
    try {
      return await ask();
    } catch (error) {
      if (this.#lifetime.signal.aborted) return undefined;
      if (isModelArtsError(error)) log.warn(`Tags could not be asked of ${whom}: ${error.message}`);
      else log.error(`Tags could not be asked of ${whom}: ${stackOf(error)}`);
      return undefined;
    }
  }

  /** Resolves when `work` is done, or the patience is at its end. */
  async #within(work: Promise<void>, signal: AbortSignal): Promise<void> {
    const done = new AbortController();
    const patience = this.options.clock.sleep(PATIENCE_MS, AbortSignal.any([signal, done.signal]));
    try {
      await Promise.race([work, patience]);
    } finally {
      done.abort();
      await patience.catch(() => undefined);
    }
    signal.throwIfAborted();
  }
}

function unasked(): Repository {
  return { taken: new Set(), free: new Set(), state: 'asking', asking: Promise.resolve() };
}

function verdict({ taken, free, state }: Repository, tag: string): TagVerdict {
  if (taken.has(tag)) return { kind: 'taken', next: nextFreeTag(tag, taken) };
  if (state === 'all' || free.has(tag)) return { kind: 'free' };
  return { kind: 'unknown', why: state === 'asking' ? 'asking' : 'failed' };
}

/** An image that could not be built, or was deleted, holds no tag. */
function tagOf(image: Image): readonly string[] {
  const phase = imagePhase(image);
  return image.tag === undefined || phase === 'failed' || phase === 'deleted' ? [] : [image.tag];
}

function keyOf({ namespace, name }: Pick<TagTarget, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}
