import type { AcceptedImage, Image } from '../../src/model/image';
import type { ImageRequest } from '../../src/model/imageRequest';
import type { NotebookDetails } from '../../src/model/notebook';
import type { FollowSaveOptions } from '../../src/save/followSave';
import type { FindQuery, FoundImages, ImageSource } from '../../src/save/imageSource';
import type { SaveState } from '../../src/save/saveState';
import type { Clock } from '../../src/util/clock';
import { anImage } from './builders';
import { ManualClock } from './manualClock';

/** What one look brings: an image of this status, this image, or this error. */
export type Answer = Image | string | Error;

/** A service that answers as written down, the last answer for ever, and keeps what it was asked. */
export class ScriptedSource implements ImageSource {
  /** When it was looked at; milliseconds since the epoch. */
  readonly polls: number[] = [];
  readonly requests: { readonly notebookId: string; readonly request: ImageRequest }[] = [];
  /** When images were listed; milliseconds since the epoch. */
  readonly lists: number[] = [];
  /** Which images were asked for. */
  readonly queries: FindQuery[] = [];
  /** What the list of images brings. */
  listed: readonly Image[] | Error = [];
  /** The service's time, as a list tells it. */
  serverTime: number | undefined;
  /** Status of every notebook. */
  notebook: string | Error = 'RUNNING';
  /** When every notebook was changed last; milliseconds since the epoch. */
  changedAt: number | undefined;
  /** Id of the image that every notebook runs on. */
  runsOn: string | undefined = 'e0000000-0000-4000-8000-000000000001';
  /** What a request for a save brings. */
  accepts: Answer | Promise<Answer> = 'INIT';
  /** Id of such a request, as its answer tells it. */
  requestId: string | undefined = 'a1b2';
  #answers: readonly Answer[];

  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    ...answers: readonly Answer[]
  ) {
    this.#answers = answers;
  }

  /** From here on. */
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

  async findImages(query: FindQuery, signal: AbortSignal): Promise<FoundImages> {
    signal.throwIfAborted();
    this.lists.push(this.clock.now());
    this.queries.push(query);
    if (this.listed instanceof Error) throw this.listed;
    return { images: this.listed, serverTime: this.serverTime };
  }

  async getNotebook(
    _id: string,
    signal: AbortSignal,
  ): Promise<Pick<NotebookDetails, 'status' | 'image' | 'updatedAt'>> {
    signal.throwIfAborted();
    if (this.notebook instanceof Error) throw this.notebook;
    return {
      status: this.notebook,
      image: { id: this.runsOn, name: undefined, reference: undefined },
      updatedAt: this.changedAt,
    };
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

/** Follows one save at a scripted service, with a clock that the test moves. */
export class ScriptedFollowing {
  readonly clock = new ManualClock();
  readonly start = this.clock.now();
  readonly source = new ScriptedSource(this.clock, 'CREATING', 'ACTIVE');
  readonly states: SaveState[] = [];
  /** Stops the following. */
  readonly stop = new AbortController();
  /** Ends the window. */
  readonly life = new AbortController();
  readonly options: FollowSaveOptions;
  isOver = false;
  thrown: unknown;

  constructor(overrides: Partial<FollowSaveOptions> = {}) {
    const { clock, start: since, stop } = this;
    const always = { clock, random: () => 0.5, since, stop: stop.signal };
    this.options = { ...always, forMs: 7_200_000, usualMs: () => [], isTaken: () => false, ...overrides };
  }

  /** Phases that were reported, each with the kind of its trouble, e.g. `saving (noAnswer)`. */
  get phases(): readonly string[] {
    return this.states.map((state) => {
      const trouble = 'trouble' in state && state.trouble ? ` (${state.trouble.error.kind})` : '';
      return `${state.phase}${trouble}`;
    });
  }

  /** Records states until there are no more. */
  protected async record(states: AsyncIterable<SaveState>): Promise<void> {
    try {
      for await (const state of states) this.states.push(state);
    } catch (error) {
      this.thrown = error;
    }
    this.isOver = true;
  }
}
