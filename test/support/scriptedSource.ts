import type { AcceptedImage, Image } from '../../src/model/image';
import type { ImageRequest } from '../../src/model/imageRequest';
import type { NotebookDetails } from '../../src/model/notebook';
import type { FindQuery, FoundImages, ImageSource } from '../../src/save/imageSource';
import type { Clock } from '../../src/util/clock';
import { anImage } from './builders';

/** What one look brings: an image of this status, this image, or this error. */
export type Answer = Image | string | Error;

/** A service that answers as written down, the last answer for ever, and keeps what it was asked. */
export class ScriptedSource implements ImageSource {
  /** When it was looked at; milliseconds since the epoch. */
  readonly looks: number[] = [];
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
    this.looks.push(this.clock.now());
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
