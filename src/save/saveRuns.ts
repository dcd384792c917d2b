import { isModelArtsError, type SaveInProgressError } from '../model/errors';
import type { Clock } from '../util/clock';
import type { Logger } from '../util/logger';
import { stackOf } from '../util/stackOf';
import type { FollowSaveOptions } from './followSave';
import { freshSource, type ImageSource } from './imageSource';
import { isBeingSaved } from './isBeingSaved';
import { beginSave, resumeSave } from './runSave';
import { type Save, type Stopping, withState } from './save';
import type { SaveList } from './saveList';
import { imageOf, isInProgress, type SaveState } from './saveState';
import type { SaveStore } from './saveStore';
import { SharedPolling, type Subscription } from './sharedPolling';
import { type StopNotebook, stopAfterwards } from './stopAfterwards';
import { usualDurations } from './usualDurations';

/** What following saves takes. */
export interface FollowingOptions {
  /** Asked before every request, so that renewed credentials are used as soon as they are there. */
  readonly clientFor: (connection: string) => Promise<ImageSource>;
  readonly stopNotebook: StopNotebook;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long a save is followed; milliseconds. Asked when a following begins. */
  readonly followForMs: () => number;
  /** Spreads the looks of many windows; a number from 0 up to 1. */
  readonly random: () => number;
}

/** Another window may have left it long ago: so long at least it is looked at again, were its time over. */
const MIN_FOLLOW_MS = 10 * 60_000;

/** The states a save enters, from this one on. */
type Follow = (
  service: ImageSource,
  save: Save,
  options: FollowSaveOptions,
  signal: AbortSignal,
) => AsyncIterable<SaveState>;

/** A following of this window: the ways to end it, and what was told beside its states. */
interface Run {
  readonly notebookId: string;
  /** Somebody wants it to stop. */
  readonly stop: AbortController;
  /** Another window follows the save instead. */
  readonly handOver: AbortController;
  /** The service's id of the request, once it has accepted it. */
  requestId: string | undefined;
}

/** Follows the saves that are this window's: records each state, keeps it, and sees to what is due at the end. */
export class SaveRuns {
  readonly #runs = new Map<string, Run>();
  /** The latest following of each notebook, until all of it is done. */
  readonly #inProgress = new Map<string, Promise<void>>();
  readonly #polling = new SharedPolling();

  /** @param announce tells people of the end, in this window alone */
  constructor(
    private readonly options: FollowingOptions,
    private readonly store: SaveStore,
    private readonly list: SaveList,
    private readonly announce: (save: Save) => void,
    private readonly lifetime: AbortSignal,
  ) {}

  /** Keeps a save, asks for it and follows it; one of somebody else's is followed alone. */
  begin(save: Save): void {
    const claim = (): Promise<boolean> => this.store.begin(save).then(() => true);
    this.#start(save, claim, save.state.phase === 'requesting' ? beginSave : resumeSave);
  }

  /** Follows a save that ended again, unless another window is quicker. */
  reopen(save: Save): void {
    this.#start(save, () => this.store.reopen(save), resumeSave);
  }

  /** Goes on with a save that nobody follows any more: the service is asked before anything is shown. */
  take(save: Save): void {
    this.#start(save, async () => true, isInProgress(save.state) ? resumeSave : replayState);
  }

  /**
   * Follows a save from here on, once an earlier save of its notebook is wound up.
   *
   * @param claim keeps it and holds it for this window, before anything is asked; false = another window has it
   */
  #start(save: Save, claim: () => Promise<boolean>, follow: Follow): void {
    const { id, notebook, requestId } = save;
    const [stop, handOver] = [new AbortController(), new AbortController()];
    const run: Run = { notebookId: notebook.id, stop, handOver, requestId };
    this.#runs.set(id, run);
    const before = this.#inProgress.get(notebook.id);
    const running = this.#run(
      save,
      run,
      async () => {
        await before;
        return claim();
      },
      follow,
    ).finally(() => {
      if (this.#runs.get(id) === run) this.#runs.delete(id);
      if (this.#inProgress.get(notebook.id) === running) this.#inProgress.delete(notebook.id);
    });
    this.#inProgress.set(notebook.id, running);
  }

  /** True while this window is about to stop the notebook, or asks about a save of it that cannot be shown yet. */
  isBusyWith(notebookId: string): boolean {
    return [...this.#runs].some(([id, run]) => {
      const stopping = this.list.get(id)?.stopping.kind;
      return run.notebookId === notebookId && (stopping === undefined || stopping === 'wanted' || stopping === 'asked');
    });
  }

  /** False when this window does not follow it. */
  stop(id: string): boolean {
    this.#runs.get(id)?.stop.abort();
    return this.#runs.has(id);
  }

  /** Another window follows it: nothing more is done and said of it here. */
  handOver(id: string): void {
    this.#runs.get(id)?.handOver.abort();
  }

  /** Never rejects. */
  async #run(save: Save, run: Run, claim: () => Promise<boolean>, follow: Follow): Promise<void> {
    const signal = AbortSignal.any([this.lifetime, run.handOver.signal]);
    const { id, connection } = save;
    const source = freshSource(() => this.options.clientFor(connection));
    const subscription = this.#polling.join(connection, source, this.lifetime);
    try {
      if (!(await claim())) return;
      const states = follow(subscription.service, save, this.#followOptions(save, run, subscription), signal);
      const last = await this.#enterEach(save, run, states, signal);
      if (!isInProgress(last.state)) await this.#finish(last, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (isModelArtsError(error) && error.kind === 'saveInProgress') this.#refuse(save, error);
      else this.options.log.error(`Save ${id}: ${stackOf(error)}`);
    } finally {
      subscription.leave();
    }
  }

  #followOptions(save: Save, run: Run, { seenByOthers, service }: Subscription): FollowSaveOptions {
    const { clock, random, followForMs } = this.options;
    const { list } = this;
    const wholeMs = followForMs();
    const leftMs = wholeMs - (clock.now() - save.followedSince);
    return {
      clock,
      random,
      seenByOthers,
      stop: run.stop.signal,
      onAccepted: (requestId) => {
        run.requestId = requestId;
      },
      since: save.requestedAt,
      forMs: Math.min(wholeMs, Math.max(leftMs, MIN_FOLLOW_MS)),
      usualMs: () => usualDurations(list.all, save),
      isBeingSaved: (signal) => isBeingSaved(service, save.notebook.id, signal),
      isTaken: (imageId) => list.all.some(({ state }) => imageOf(state)?.id === imageId),
    };
  }

  /** The save in its last state. A bug on the way is told in the log. @throws the signal's reason. */
  async #enterEach(save: Save, run: Run, states: AsyncIterable<SaveState>, signal: AbortSignal): Promise<Save> {
    let present = save;
    try {
      for await (const state of states) {
        signal.throwIfAborted();
        if (state !== present.state) present = withState(present, state, this.options.clock.now(), run.requestId);
        this.list.record(present);
        await this.store.keep(present);
      }
    } catch (error) {
      this.#logFault(save, error, signal);
    }
    return present;
  }

  /** Tells a bug in the log. @throws the signal's reason when it has aborted, since that is none. */
  #logFault({ id }: Save, error: unknown, signal: AbortSignal): void {
    signal.throwIfAborted();
    this.options.log.error(`Save ${id}: ${stackOf(error)}`);
  }

  /** Does what is due at the end, once among all windows. A save that is followed again meanwhile has not ended. */
  async #finish(save: Save, signal: AbortSignal): Promise<void> {
    const done = await this.#stopNotebook(save, signal);
    if (this.list.get(save.id) !== done) return;
    if (await this.store.end(done)) this.announce(done);
  }

  /** The save, with what became of the wish to stop its notebook. */
  async #stopNotebook(save: Save, signal: AbortSignal): Promise<Save> {
    if (save.stopping.kind !== 'wanted' || save.state.phase === 'unwatched' || save.state.phase === 'outcomeUnknown') {
      return save;
    }
    if (save.state.phase !== 'saved') return this.#note(save, { kind: 'dropped' });
    // Kept before it is sent: a window that ends in between must not send it again.
    const asked = await this.#note(save, { kind: 'asked' });
    const { connection, notebook } = save;
    const ask = (): Promise<unknown> => this.options.stopNotebook(connection, notebook.id, signal);
    try {
      const error = await stopAfterwards(ask, this.options, signal);
      return await this.#note(asked, error ? { kind: 'failed', error } : { kind: 'accepted' });
    } catch (error) {
      // A fault of this extension does not keep anybody from being told of the image.
      this.#logFault(save, error, signal);
      return asked;
    }
  }

  async #note(save: Save, stopping: Stopping): Promise<Save> {
    const noted = { ...save, stopping };
    this.list.note(noted);
    await this.store.keep(noted);
    return noted;
  }

  #refuse(save: Save, error: SaveInProgressError): void {
    this.list.record(withState(save, { phase: 'notSent', error }, this.options.clock.now()));
  }
}

/** For a save that another window saw to its end, and did not live to tell. */
async function* replayState(_service: unknown, { state }: Save): AsyncGenerator<SaveState, void> {
  yield state;
}
