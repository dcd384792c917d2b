import { checkImageRequest } from '../model/checkImageRequest';
import { InvalidRequestError, SaveInProgressError } from '../model/errors';
import { type Disposable, disposeAll } from '../util/disposable';
import { Emitter, type Event, once } from '../util/event';
import { stackOf } from '../util/nodeErrors';
import { lazy } from '../util/promises';
import {
  type FollowParams,
  newExternalSave,
  newSave,
  resumedState,
  type Save,
  type SaveParams,
  type Stopping,
  withState,
} from './save';
import { SaveList, typicalMs, usualDurations } from './saveList';
import type { SaveRuns, SaveRunsOptions } from './saveRuns';
import { imageOf, isInProgress, isNotAccepted, type SaveState } from './saveState';
import type { StorageError } from './store/files';
import type { SaveFolder } from './store/saveFolder';

/** What runs saves and what persists them; loaded lazily. */
export interface SaveBackend {
  readonly SaveRuns: typeof SaveRuns;
  readonly store: SaveFolder;
}

/** Dependencies of {@link Saves}. */
export interface SavesOptions extends SaveRunsOptions {
  /** Called with the first save, or when ended saves are first shown. */
  readonly load: () => Promise<SaveBackend>;
  /**
   * Resolves with true when closed windows left saves in progress. `listener` is called when another window starts one.
   */
  readonly isAnyInProgress: (listener: () => void) => Promise<boolean>;
}

/** How to resume a save that is no longer followed. */
export interface ResumeOptions {
  /** True = does not stop the notebook afterwards, even if that was requested. */
  readonly leaveRunning?: boolean;
}

/** Returned to the caller of a save as soon as the service has accepted it. */
export interface AcceptedSave {
  readonly imageId: string;
  /** Pull address of the image. */
  readonly reference: string;
}

/** All saves. The only class that starts, follows and changes them; views render its events. */
export class Saves implements Disposable {
  readonly #list: SaveList;
  #runs: SaveRuns | undefined;
  #store: SaveFolder | undefined;
  readonly #lifetime = new AbortController();
  readonly #announced = new Emitter<Save>();
  readonly #readEnded = new Emitter<void>();
  readonly #storageError = new Emitter<StorageError>();
  /** IDs of saves whose caller awaits {@link accepted}, until they are resumed. */
  readonly #withCaller = new Set<string>();
  /** Loads the backend and takes over the saves in progress. */
  readonly #backend = lazy(() => this.#load());
  readonly #readEndedOnce = lazy(() => this.#loadEnded());

  /** A save was started, resumed or changed, in this or another window. */
  readonly onDidChange: Event<Save>;

  /**
   * A save has reached a final state; fires in every window. The notebook then runs on the image just saved, so views
   * must reload it.
   */
  readonly onDidEnd: Event<Save>;

  /**
   * A save has ended and must be announced to the user; fires once, in a single window. Does not fire for a save that was not
   * accepted if {@link accepted} reports that to a caller in this window.
   */
  readonly onDidAnnounce: Event<Save> = this.#announced.event;

  readonly onDidRemove: Event<Save>;

  /** Ended saves, also of other windows, or restored ones have been added to {@link list}. */
  readonly onDidReadEnded: Event<void> = this.#readEnded.event;

  /** Saves cannot be persisted; fires once until writing succeeds again. */
  readonly onDidStorageFail: Event<StorageError> = this.#storageError.event;

  constructor(private readonly options: SavesOptions) {
    this.#list = new SaveList(options.log);
    this.onDidChange = this.#list.onDidChange;
    this.onDidEnd = this.#list.onDidEnd;
    this.onDidRemove = this.#list.onDidRemove;
  }

  /**
   * Resumes the saves that closed windows left in progress and shows those of other windows. Called once, after all
   * listeners are registered. With nothing in progress this reads a single directory and loads nothing.
   */
  async open(): Promise<void> {
    if (await this.options.isAnyInProgress(() => void this.#ensureLoaded())) await this.#ensureLoaded();
  }

  /** Newest first. */
  get list(): readonly Save[] {
    return this.#list.all;
  }

  get(id: string): Save | undefined {
    return this.#list.get(id);
  }

  /** Returns the save of this notebook that is in progress in any window. */
  ofNotebook(notebookId: string): Save | undefined {
    return this.#list.ofNotebook(notebookId);
  }

  /** Returns the typical duration of such a save, based on the saves read so far; milliseconds. */
  usualMs(save: Pick<Save, 'notebook' | 'connection'>): number | undefined {
    return typicalMs(usualDurations(this.list, save));
  }

  /**
   * Adds the ended saves to {@link list}, once. Logs an error if they cannot be read; the saves of this window stay
   * listed.
   */
  async readEnded(): Promise<void> {
    try {
      await this.#readEndedOnce();
    } catch (error) {
      this.options.log.warn(`Ended saves could not be read: ${String(error)}`);
    }
  }

  /**
   * Sends the request once and follows the save. Returns at once; events report the progress.
   *
   * @throws SaveInProgressError while another save of that notebook is in progress; InvalidRequestError for a value
   * that the API documentation forbids. Nothing is sent in either case.
   */
  start(params: SaveParams): Save {
    this.#assertNoneInProgress(params.notebook.id);
    assertValid(params);
    return this.#begin(newSave(params, this.options.clock.now()));
  }

  /**
   * Follows a save that was started elsewhere. Returns at once.
   *
   * @throws SaveInProgressError while a save of that notebook is already followed.
   */
  follow(params: FollowParams): Save {
    this.#assertNoneInProgress(params.notebook.id);
    return this.#begin(newExternalSave(params, this.options.clock.now()));
  }

  /**
   * Resolves when the service has accepted the save, even if the save has ended since. The caller must report a save that
   * was not accepted to the user. An unknown outcome is announced as well, because it can be checked.
   *
   * @throws the reason it was not accepted: RefusedError, NotSentError, NotConnectedError, SaveInProgressError,
   * NotSavedError, OutcomeUnknownError; an AbortError when this object is disposed first.
   */
  async accepted(id: string): Promise<AcceptedSave> {
    this.#withCaller.add(id);
    const { state, reference } = await this.#waitForOutcome(id);
    const image = imageOf(state);
    if (image) return { imageId: image.id, reference };
    throw 'error' in state ? state.error : new Error(`No response to save ${id}`);
  }

  /** Stops following; the save continues at the service. A pending create-image request is still awaited. */
  stopFollowing(id: string): void {
    const save = this.#list.get(id);
    if (!save || !isInProgress(save.state)) return;
    this.#withBackend(({ runs, store }) => {
      if (!runs.stop(id)) void store.requestStop(id);
    });
  }

  /** Resumes a save that is no longer followed and polls it at once. Ignores all other saves. */
  resumeFollowing(id: string, options: ResumeOptions = {}): void {
    const save = this.#list.get(id);
    if (save?.state.phase === 'unwatched') this.#reopen(save, options);
  }

  /** Searches again for the outcome of a lost request, at once. Ignores all other saves. */
  checkNow(id: string, options: ResumeOptions = {}): void {
    const save = this.#list.get(id);
    if (save?.state.phase === 'outcomeUnknown' || save?.state.phase === 'notSaved') this.#reopen(save, options);
  }

  /** Removes an ended save. Returns false for a save that is unknown or in progress. */
  remove(id: string): boolean {
    const save = this.#list.get(id);
    if (!save || isInProgress(save.state)) return false;
    this.#list.remove(id);
    this.#withBackend(({ store }) => void store.remove(id));
    return true;
  }

  /** Restores a save that {@link remove} removed. */
  restore(save: Save): void {
    if (!this.#list.addEnded([save])) return;
    this.#readEnded.fire();
    this.#withBackend(({ store }) => void store.restore(save));
  }

  /** Stops following. Saves continue at the service, and the next window resumes them. */
  dispose(): void {
    this.#lifetime.abort();
    this.#store?.dispose();
    disposeAll([this.#list, this.#announced, this.#readEnded, this.#storageError]).dispose();
  }

  async #load(): Promise<{ readonly runs: SaveRuns; readonly store: SaveFolder }> {
    const { SaveRuns, store } = await this.options.load();
    const announce = (save: Save): void => {
      if (!isNotAccepted(save.state) || !this.#withCaller.has(save.id)) this.#announced.fire(save);
    };
    const runs = new SaveRuns(this.options, store, this.#list, announce, this.#lifetime.signal);
    this.#runs = runs;
    this.#store = store;
    store.onDidChange((save) => this.#list.record(save));
    store.onDidRemove((id) => this.#list.remove(id));
    store.onDidTakeOver((save) => {
      // The save is shown after its first poll.
      runs.takeOver(save);
      void this.readEnded();
    });
    store.onDidLoseLease((id) => runs.handOver(id));
    store.onDidRequestStop((id) => void runs.stop(id));
    store.onDidFail((trouble) => this.#storageError.fire(trouble));
    if (this.#lifetime.signal.aborted) store.dispose();
    else await store.open();
    return { runs, store };
  }

  async #ensureLoaded(): Promise<void> {
    try {
      await this.#backend();
    } catch (error) {
      this.options.log.error(`Saves cannot be followed: ${stackOf(error)}`);
    }
  }

  #withBackend(act: (backend: { readonly runs: SaveRuns; readonly store: SaveFolder }) => void): void {
    void this.#backend().then(act, () => this.#ensureLoaded());
  }

  #assertNoneInProgress(notebookId: string): void {
    if (this.ofNotebook(notebookId) || this.#runs?.isBusyWith(notebookId)) throw new SaveInProgressError(notebookId);
  }

  #begin(save: Save): Save {
    this.#list.add(save);
    this.#withBackend(({ runs }) => runs.begin(save));
    void this.readEnded();
    return save;
  }

  /** Shows a save as resumed and follows it, unless another window was first. */
  #reopen(save: Save, { leaveRunning }: ResumeOptions): void {
    const now = this.options.clock.now();
    this.#withCaller.delete(save.id);
    const stopping: Stopping = leaveRunning ? { kind: 'notWanted' } : save.stopping;
    const reopened = { ...withState(save, resumedState(save, now), now), followedSince: now, stopping };
    this.#list.record(reopened);
    this.#withBackend(({ runs }) => runs.reopen(reopened));
  }

  async #loadEnded(): Promise<void> {
    const { store } = await this.#backend();
    const ended = await store.readEnded();
    if (this.#lifetime.signal.aborted) return;
    if (this.#list.addEnded(ended)) this.#readEnded.fire();
  }

  async #waitForOutcome(id: string): Promise<Save> {
    await this.#backend();
    const save = this.#list.get(id);
    if (!save) throw new Error(`No save ${id}`);
    if (hasOutcome(save.state)) return save;
    return once(this.onDidChange, (each) => each.id === id && hasOutcome(each.state), this.#lifetime.signal);
  }
}

/** True once it is known whether the service accepted the save, or that this cannot be known. */
function hasOutcome({ phase }: SaveState): boolean {
  return phase !== 'requesting' && phase !== 'looking';
}

/** @throws InvalidRequestError for the first value that the API documentation forbids. */
function assertValid({ request }: SaveParams): void {
  for (const [field, finding] of checkImageRequest(request)) {
    if (finding.severity === 'stop') throw new InvalidRequestError(field, finding);
  }
}
