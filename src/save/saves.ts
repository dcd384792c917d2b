import { checkImageRequest } from '../model/checkImageRequest';
import { InvalidRequestError, SaveInProgressError } from '../model/errors';
import type { Clock } from '../util/clock';
import type { Disposable } from '../util/disposable';
import { Emitter, type Event, once } from '../util/event';
import type { Logger } from '../util/logger';
import { describeSave } from './describeSave';
import { followSave, type FollowSaveOptions } from './followSave';
import { freshSource, type ImageSource } from './imageSource';
import { newSave, type Save, type SaveOrder } from './save';
import { saveImage } from './saveImage';
import { imageOf, isUnderWay, type SaveState } from './saveState';
import { usualDurations } from './usualDurations';

/** What following saves takes. */
export interface SavesOptions {
  /** Asked before every request, so that renewed credentials are used as soon as they are there. */
  readonly clientFor: (connection: string) => Promise<ImageSource>;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long a save is followed; milliseconds. Asked when a following begins. */
  readonly followForMs: () => number;
  /** Spreads the looks of many windows; a number from 0 up to 1. */
  readonly random: () => number;
}

/** What a caller of a save learns as soon as the service has accepted it. */
export interface AcceptedSave {
  readonly imageId: string;
  /** Pull address of the image to be. */
  readonly reference: string;
}

/** Every save there is, and the only one who starts, follows and changes them. All else draws what is told here. */
export class Saves implements Disposable {
  readonly #saves = new Map<string, Save>();
  /** Stops the following of a save that is under way here. */
  readonly #stops = new Map<string, AbortController>();
  readonly #life = new AbortController();
  readonly #changed = new Emitter<Save>();
  readonly #ended = new Emitter<Save>();
  readonly #removed = new Emitter<Save>();

  /** A save was started, or its state changed. */
  readonly onDidChange: Event<Save> = this.#changed.event;

  /**
   * Nothing more will be heard of a save, unless it is followed again. The notebook is another one afterwards: it runs
   * on the image just saved, so whoever shows it asks for it anew.
   */
  readonly onDidEnd: Event<Save> = this.#ended.event;

  readonly onDidRemove: Event<Save> = this.#removed.event;

  constructor(private readonly options: SavesOptions) {}

  /** Newest first. */
  get list(): readonly Save[] {
    return [...this.#saves.values()].reverse();
  }

  get(id: string): Save | undefined {
    return this.#saves.get(id);
  }

  /** The save of this notebook that is under way. */
  ofNotebook(notebookId: string): Save | undefined {
    return this.list.find(({ notebook, state }) => notebook.id === notebookId && isUnderWay(state));
  }

  /**
   * Sends the request, once, and follows the save. Returns at once; what becomes of it is told by events.
   *
   * @throws SaveInProgressError while another save of that notebook is under way; InvalidRequestError for a value the
   * API page forbids. Nothing is sent then.
   */
  start(order: SaveOrder): Save {
    const { notebook, request, connection } = order;
    if (this.ofNotebook(notebook.id)) throw new SaveInProgressError(notebook.id);
    refuseInvalid(order);
    const save = newSave(order, this.options.clock.now());
    this.#saves.set(save.id, save);
    this.#run(save, (following) =>
      saveImage(this.#service(connection), notebook.id, request, following, this.#life.signal),
    );
    return save;
  }

  /**
   * Resolves when the service has accepted the save, which may be long over.
   *
   * @throws what kept it from being accepted: RefusedError, NotSentError, NotConnectedError, OutcomeUnknownError;
   * an AbortError when all of it is disposed first.
   */
  async accepted(id: string): Promise<AcceptedSave> {
    const { state, reference } = await this.#answered(id);
    if ('image' in state) return { imageId: state.image.id, reference };
    throw 'error' in state ? state.error : new Error(`No answer to save ${id}`);
  }

  /** Stops looking; the save goes on at the service. A request on its way is still waited for. */
  stopFollowing(id: string): void {
    this.#stops.get(id)?.abort();
  }

  /** Looks again, at once, for a save that is not followed any more. Does nothing for any other. */
  resumeFollowing(id: string): void {
    const save = this.#saves.get(id);
    if (save?.state.phase !== 'unwatched') return;
    const { image } = save.state;
    const followedSince = this.options.clock.now();
    this.#record({ ...save, followedSince, endedAt: undefined, state: { phase: 'saving', image, trouble: undefined } });
    this.#run(save, (following) => followSave(this.#service(save.connection), image, following, this.#life.signal));
  }

  /** Forgets a save that is not under way; false for one that is, or that is not known. */
  remove(id: string): boolean {
    const save = this.#saves.get(id);
    if (!save || isUnderWay(save.state)) return false;
    this.#saves.delete(id);
    this.#removed.fire(save);
    return true;
  }

  /** Stops all following. What goes on at the service goes on. */
  dispose(): void {
    this.#life.abort();
    for (const emitter of [this.#changed, this.#ended, this.#removed]) emitter.dispose();
  }

  async #answered(id: string): Promise<Save> {
    const save = this.#saves.get(id);
    if (!save) throw new Error(`No save ${id}`);
    if (save.state.phase !== 'requesting') return save;
    const isAnswer = (each: Save): boolean => each.id === id && each.state.phase !== 'requesting';
    return once(this.onDidChange, isAnswer, this.#life.signal);
  }

  #service(connection: string): ImageSource {
    return freshSource(() => this.options.clientFor(connection));
  }

  #run(save: Save, begin: (options: FollowSaveOptions) => AsyncIterable<SaveState>): void {
    const stop = new AbortController();
    this.#stops.set(save.id, stop);
    const { clock, random, followForMs } = this.options;
    const states = begin({
      clock,
      random,
      since: save.requestedAt,
      forMs: followForMs(),
      usualMs: usualDurations(this.list, save),
      stop: stop.signal,
    });
    void this.#enterEach(save.id, states).finally(() => {
      if (this.#stops.get(save.id) === stop) this.#stops.delete(save.id);
    });
  }

  /** Never rejects. */
  async #enterEach(id: string, states: AsyncIterable<SaveState>): Promise<void> {
    try {
      for await (const state of states) this.#enter(id, state);
    } catch (error) {
      if (this.#life.signal.aborted) return;
      this.options.log.error(`Save ${id}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }

  #enter(id: string, state: SaveState): void {
    const before = this.#saves.get(id);
    if (!before || this.#life.signal.aborted) return;
    const reference = imageOf(state)?.reference ?? before.reference;
    const endedAt = isUnderWay(state) ? undefined : this.options.clock.now();
    this.#record({ ...before, state, reference, endedAt });
  }

  #record(save: Save): void {
    this.#saves.set(save.id, save);
    this.options.log.info(describeSave(save));
    this.#changed.fire(save);
    if (!isUnderWay(save.state)) this.#ended.fire(save);
  }
}

/** @throws InvalidRequestError for the first value that the API page forbids. */
function refuseInvalid({ request }: SaveOrder): void {
  for (const [field, finding] of checkImageRequest(request)) {
    if (finding.severity === 'stop') throw new InvalidRequestError(field, finding);
  }
}
