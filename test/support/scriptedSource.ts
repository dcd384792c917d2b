import type { FoundImages, ImageQuery } from '../../src/api/modelArtsClient';
import type { AcceptedImage, Image } from '../../src/model/image';
import type { ImageRequest } from '../../src/model/imageRequest';
import type { NotebookDetails } from '../../src/model/notebook';
import type { FollowSaveOptions } from '../../src/save/followSave';
import type { ImageSource } from '../../src/save/imageSource';
import type { SaveState } from '../../src/save/saveState';
import type { Clock } from '../../src/util/clock';
import { anImage, someDetails } from './builders';
import { ManualClock } from './manualClock';

/** Result of one poll: an image with this status, this image, or this error. */
export type Answer = Image | string | Error;

/** A scripted service that records its requests. The last answer repeats. */
export class ScriptedSource implements ImageSource {
  /** Times of image polls; milliseconds since the epoch. */
  readonly polls: number[] = [];
  readonly requests: { readonly notebookId: string; readonly request: ImageRequest }[] = [];
  /** Times of list requests; milliseconds since the epoch. */
  readonly lists: number[] = [];
  /** Filters of the list requests. */
  readonly queries: ImageQuery[] = [];
  /** Result of list requests. */
  listed: readonly Image[] | Error = [];
  /** The service's time as reported by list requests. */
  serverTime: number | undefined;
  /** Status of every notebook. */
  notebook: string | Error = 'RUNNING';
  /** When every notebook last changed; milliseconds since the epoch. */
  changedAt: number | undefined;
  /** Id of the image that every notebook runs on. */
  runsOn: string | undefined = 'e0000000-0000-4000-8000-000000000001';
  /** Result of create-image requests. */
  accepts: Answer | Promise<Answer> = 'INIT';
  /** IDs of the notebooks that were requested to stop, once per request. */
  readonly stops: string[] = [];
  /** Result of a stop request. */
  stopping: () => Promise<unknown> = async () => undefined;
  /** Request ID of create-image responses. */
  requestId: string | undefined = 'a1b2';
  #answers: readonly Answer[];

  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    ...answers: readonly Answer[]
  ) {
    this.#answers = answers;
  }

  /** Replaces the remaining answers. */
  answer(...answers: readonly Answer[]): void {
    this.#answers = answers;
  }

  async getImage(imageId: string, signal: AbortSignal): Promise<Image> {
    signal.throwIfAborted();
    this.polls.push(this.clock.now());
    const [answer = 'CREATING', ...rest] = this.#answers;
    if (rest.length > 0) this.#answers = rest;
    return toImage(answer, imageId);
  }

  async findImages(query: ImageQuery, signal: AbortSignal): Promise<FoundImages> {
    signal.throwIfAborted();
    this.lists.push(this.clock.now());
    this.queries.push(query);
    if (this.listed instanceof Error) throw this.listed;
    return { images: this.listed, serverTime: this.serverTime };
  }

  async getNotebook(_id: string, signal: AbortSignal): Promise<NotebookDetails> {
    signal.throwIfAborted();
    if (this.notebook instanceof Error) throw this.notebook;
    const image = { id: this.runsOn, name: undefined, reference: undefined };
    return someDetails({ status: this.notebook, image, updatedAt: this.changedAt });
  }

  async stopNotebook(id: string): Promise<unknown> {
    this.stops.push(id);
    return this.stopping();
  }

  async createImage(notebookId: string, request: ImageRequest, signal: AbortSignal): Promise<AcceptedImage> {
    signal.throwIfAborted();
    this.requests.push({ notebookId, request });
    const aborted = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
    const image = toImage(await Promise.race([this.accepts, aborted]), anImage().id);
    return { image, requestId: this.requestId };
  }
}

function toImage(answer: Answer, id: string): Image {
  if (answer instanceof Error) throw answer;
  return typeof answer === 'string' ? anImage({ id, status: answer }) : answer;
}

/** Follows one save at a scripted service with a manual clock. */
export class ScriptedFollowing {
  readonly clock = new ManualClock();
  readonly start = this.clock.now();
  readonly source = new ScriptedSource(this.clock, 'CREATING', 'ACTIVE');
  readonly states: SaveState[] = [];
  /** Stops following. */
  readonly stop = new AbortController();
  /** Closes the window. */
  readonly life = new AbortController();
  readonly options: FollowSaveOptions;
  isOver = false;
  thrown: unknown;

  constructor(overrides: Partial<FollowSaveOptions> = {}) {
    const { clock, start: since, stop } = this;
    const defaults = { clock, random: () => 0.5, since, stop: stop.signal };
    this.options = { ...defaults, forMs: 7_200_000, usualMs: () => [], isTaken: () => false, ...overrides };
  }

  /** Reported phases with the kind of their interruption, e.g. `saving (noAnswer)`. */
  get phases(): readonly string[] {
    return this.states.map((state) => {
      const trouble = 'trouble' in state && state.trouble ? ` (${state.trouble.error.kind})` : '';
      return `${state.phase}${trouble}`;
    });
  }

  /** Records the states until the stream ends. */
  protected async record(states: AsyncIterable<SaveState>): Promise<void> {
    try {
      for await (const state of states) this.states.push(state);
    } catch (error) {
      this.thrown = error;
    }
    this.isOver = true;
  }
}
