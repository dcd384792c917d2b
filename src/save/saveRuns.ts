import { isModelArtsError, type SaveInProgressError } from '../model/errors';
import type { Clock } from '../util/clock';
import type { Logger } from '../util/logger';
import { stackOf } from '../util/nodeErrors';
import type { FollowSaveOptions } from './followSave';
import { freshSource, type ImageSource, isBeingSaved } from './imageSource';
import { SharedPolling, type Subscription } from './pollImage';
import { beginSave, resumeSave } from './runSave';
import { type Save, type Stopping, withState } from './save';
import { type SaveList, usualDurations } from './saveList';
import { imageOf, isInProgress, type SaveState } from './saveState';
import { type StopNotebook, stopAfterwards } from './stopAfterwards';
import type { SaveFolder } from './store/saveFolder';

/** Dependencies for running saves. */
export interface SaveRunsOptions {
  /** Called before every request, so that renewed credentials apply at once. */
  readonly clientFor: (connection: string) => Promise<ImageSource>;
  readonly stopNotebook: StopNotebook;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long a save is followed; milliseconds. Read when following begins. */
  readonly followForMs: () => number;
  /** Spreads the polls of several windows; returns a number from 0 up to 1. */
  readonly random: () => number;
}

/**
 * A resumed save is followed at least this long, even if its time is already over, because another window may have left
 * it long ago.
 */
const MIN_FOLLOW_MS = 10 * 60_000;

/** Yields the states of a save, starting from its current one. */
type Follow = (
  service: ImageSource,
  save: Save,
  options: FollowSaveOptions,
  signal: AbortSignal,
) => AsyncIterable<SaveState>;

/** A save this window is following, and the means to end that. */
interface Run {
  readonly notebookId: string;
  /** Aborted when the user stops following. */
  readonly stop: AbortController;
  /** Aborted when another window takes over the save. */
  readonly handOver: AbortController;
  /** The service's ID of the create-image request; set when it is accepted. */
  requestId: string | undefined;
}

/** Follows the saves that this window holds. Records and persists each state, and completes each save when it ends. */
export class SaveRuns {
  readonly #runs = new Map<string, Run>();
  /** The latest run of each notebook, until it has completed. */
  readonly #inProgress = new Map<string, Promise<void>>();
  readonly #polling = new SharedPolling();

  /** @param announce notifies the user of the end, in this window only */
  constructor(
    private readonly options: SaveRunsOptions,
    private readonly store: SaveFolder,
    private readonly list: SaveList,
    private readonly announce: (save: Save) => void,
    private readonly lifetime: AbortSignal,
  ) {}

  /** Persists, requests and follows a save. A save started elsewhere is only followed. */
  begin(save: Save): void {
    const claim = (): Promise<boolean> => this.store.begin(save).then(() => true);
    this.#start(save, claim, save.state.phase === 'requesting' ? beginSave : resumeSave);
  }

  /** Follows an ended save again, unless another window has claimed it first. */
  reopen(save: Save): void {
    this.#start(save, () => this.store.reopen(save), resumeSave);
  }

  /** Takes over a save that no window follows. Polls the service before showing anything. */
  takeOver(save: Save): void {
    this.#start(save, async () => true, isInProgress(save.state) ? resumeSave : replayState);
  }

  /**
   * Follows a save after any earlier run of its notebook has completed.
   *
   * @param claim persists the save and claims it for this window before any request; false = another window has it
   */
  #start(save: Save, claim: () => Promise<boolean>, follow: Follow): void {
    const { id, notebook, requestId } = save;
    const [stop, handOver] = [new AbortController(), new AbortController()];
    const run: Run = { notebookId: notebook.id, stop, handOver, requestId };
    this.#runs.set(id, run);
    const previous = this.#inProgress.get(notebook.id);
    const running = this.#run(
      save,
      run,
      async () => {
        await previous;
        return claim();
      },
      follow,
    ).finally(() => {
      if (this.#runs.get(id) === run) this.#runs.delete(id);
      if (this.#inProgress.get(notebook.id) === running) this.#inProgress.delete(notebook.id);
    });
    this.#inProgress.set(notebook.id, running);
  }

  /** True while this window is about to stop the notebook, or is polling a save of it that cannot be shown yet. */
  isBusyWith(notebookId: string): boolean {
    return [...this.#runs].some(([id, run]) => {
      const stopping = this.list.get(id)?.stopping.kind;
      return run.notebookId === notebookId && (stopping === undefined || stopping === 'wanted' || stopping === 'asked');
    });
  }

  /** Returns false when this window does not follow the save. */
  stop(id: string): boolean {
    this.#runs.get(id)?.stop.abort();
    return this.#runs.has(id);
  }

  /** Ends the run silently because another window follows the save. */
  handOver(id: string): void {
    this.#runs.get(id)?.handOver.abort();
  }

  /** Never rejects. */
  async #run(save: Save, run: Run, claim: () => Promise<boolean>, follow: Follow): Promise<void> {
    const signal = AbortSignal.any([this.lifetime, run.handOver.signal]);
    const { id, connection } = save;
    const source = freshSource(() => this.options.clientFor(connection));
    const subscription = this.#polling.subscribe(connection, source, this.lifetime);
    try {
      if (!(await claim())) return;
      const states = follow(subscription.service, save, this.#followOptions(save, run, subscription), signal);
      const last = await this.#recordStates(save, run, states, signal);
      if (!isInProgress(last.state)) await this.#finish(last, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (isModelArtsError(error) && error.kind === 'saveInProgress') this.#recordNotSent(save, error);
      else this.options.log.error(`Save ${id}: ${stackOf(error)}`);
    } finally {
      subscription.unsubscribe();
    }
  }

  #followOptions(save: Save, run: Run, { seenByOthers, service }: Subscription): FollowSaveOptions {
    const { clock, random, followForMs } = this.options;
    const { list } = this;
    const totalMs = followForMs();
    const leftMs = totalMs - (clock.now() - save.followedSince);
    return {
      clock,
      random,
      seenByOthers,
      stop: run.stop.signal,
      onAccepted: (requestId) => {
        run.requestId = requestId;
      },
      since: save.requestedAt,
      forMs: Math.min(totalMs, Math.max(leftMs, MIN_FOLLOW_MS)),
      usualMs: () => usualDurations(list.all, save),
      isBeingSaved: (signal) => isBeingSaved(service, save.notebook.id, signal),
      isTaken: (imageId) => list.all.some(({ state }) => imageOf(state)?.id === imageId),
    };
  }

  /** Records and persists each state; returns the save in its last state. Logs bugs. @throws the signal's reason. */
  async #recordStates(save: Save, run: Run, states: AsyncIterable<SaveState>, signal: AbortSignal): Promise<Save> {
    let current = save;
    try {
      for await (const state of states) {
        signal.throwIfAborted();
        if (state !== current.state) current = withState(current, state, this.options.clock.now(), run.requestId);
        this.list.record(current);
        await this.store.persist(current);
      }
    } catch (error) {
      this.#logBug(save, error, signal);
    }
    return current;
  }

  /** Logs a bug. @throws the signal's reason when it has aborted, since that is not a bug. */
  #logBug({ id }: Save, error: unknown, signal: AbortSignal): void {
    signal.throwIfAborted();
    this.options.log.error(`Save ${id}: ${stackOf(error)}`);
  }

  /** Completes the save, once among all windows. Does nothing when the save has been resumed meanwhile. */
  async #finish(save: Save, signal: AbortSignal): Promise<void> {
    const done = await this.#stopNotebook(save, signal);
    if (!(await this.store.windowAnswers())) return;
    signal.throwIfAborted();
    if (this.list.get(save.id) !== done) return;
    if (await this.store.end(done)) this.announce(done);
  }

  /** Stops the notebook if requested; returns the save with the result. */
  async #stopNotebook(save: Save, signal: AbortSignal): Promise<Save> {
    if (save.stopping.kind !== 'wanted' || save.state.phase === 'unwatched' || save.state.phase === 'outcomeUnknown') {
      return save;
    }
    if (save.state.phase !== 'saved') return this.#recordStopping(save, { kind: 'dropped' });
    // Persisted before the request is sent, so that a window that takes over does not send it again.
    const asked = await this.#recordStopping(save, { kind: 'asked' });
    const { connection, notebook } = save;
    const stop = (): Promise<unknown> => this.options.stopNotebook(connection, notebook.id, signal);
    try {
      const error = await stopAfterwards(stop, this.options, signal);
      return await this.#recordStopping(asked, error ? { kind: 'failed', error } : { kind: 'accepted' });
    } catch (error) {
      // A bug does not prevent the announcement of the image.
      this.#logBug(save, error, signal);
      return asked;
    }
  }

  async #recordStopping(save: Save, stopping: Stopping): Promise<Save> {
    const updated = { ...save, stopping };
    this.list.update(updated);
    await this.store.persist(updated);
    return updated;
  }

  #recordNotSent(save: Save, error: SaveInProgressError): void {
    this.list.record(withState(save, { phase: 'notSent', error }, this.options.clock.now()));
  }
}

/** Yields the final state of a save whose window closed before it could announce it. */
async function* replayState(_service: unknown, { state }: Save): AsyncGenerator<SaveState, void> {
  yield state;
}
