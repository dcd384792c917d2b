import { estimateSaveMs, isReminderDue, leaseLeftMs } from '../../model/lease';
import type { Notebook } from '../../model/notebook';
import type { Save } from '../../save/save';
import type { SavePhase } from '../../save/saveState';
import { usualDurations } from '../../save/usualDurations';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { Event } from '../../util/event';
import type { ValueStore } from '../saves/flow/rememberedAnswers';

/** A notebook whose day is about to end unsaved. */
export interface EndingNotebook {
  readonly connection: string;
  readonly notebook: Notebook;
  /** Milliseconds until it stops by itself. */
  readonly leftMs: number;
}

/** What a person answers; undefined = nothing, or not at all. */
export type ReminderAnswer = 'save' | 'renew' | 'never' | undefined;

export interface LeaseReminderOptions {
  /** The rows that were read for the tree. Nothing is asked of the service here. */
  readonly rows: () => Iterable<{ readonly connection: string; readonly notebook: Notebook }>;
  readonly onDidChangeRows: Event<unknown>;
  /** Newest first. */
  readonly saves: () => readonly Save[];
  /** When a notebook was saved from another window or before, milliseconds since the epoch. */
  readonly savedAt: (connection: string, notebookId: string) => number | undefined;
  /** The time at the service of a connection. */
  readonly serviceNow: (connection: string) => number;
  readonly clock: Clock;
  readonly store: ValueStore;
  /** False while the person wants no such notifications. */
  readonly isWanted: () => boolean;
  readonly ask: (ending: EndingNotebook) => Promise<ReminderAnswer>;
  readonly save: (ending: EndingNotebook) => unknown;
  readonly renew: (ending: EndingNotebook) => unknown;
}

const OFF = 'modelartsImages.noLeaseReminders';
const MINUTE_MS = 60_000;
/** Of a save that came to nothing. */
const IN_VAIN: ReadonlySet<SavePhase> = new Set(['failed', 'deleted', 'refused', 'notSent', 'notSaved']);

/** Says once of each run of a notebook that it is about to end unsaved. Looks once a minute while one may end, and asks nobody. */
export function remindOfLeases(options: LeaseReminderOptions): Disposable {
  const reminder = new LeaseReminder(options);
  return disposeAll([reminder, options.onDidChangeRows(() => void reminder.look())]);
}

class LeaseReminder implements Disposable {
  readonly #lifetime = new AbortController();
  /** Ends of leases that were spoken of. */
  readonly #reported = new Set<string>();
  /** Since when a notebook was seen to run, by the service's clock. */
  readonly #runs = new Map<string, number>();
  #polling = false;

  constructor(private readonly options: LeaseReminderOptions) {}

  /** Looks now, and from now on as long as there is something to look at. */
  async look(): Promise<void> {
    if (!this.#pollOnce() || this.#polling) return;
    this.#polling = true;
    try {
      do await this.options.clock.sleep(MINUTE_MS, this.#lifetime.signal);
      while (this.#pollOnce());
    } catch (error) {
      if (!this.#lifetime.signal.aborted) throw error;
    } finally {
      this.#polling = false;
    }
  }

  dispose(): void {
    this.#lifetime.abort();
  }

  /** False = no notebook is about to stop by itself. */
  #pollOnce(): boolean {
    const { rows, serviceNow, isWanted, store } = this.options;
    let counting = false;
    for (const { connection, notebook } of rows()) {
      const leftMs = leaseLeftMs(notebook, serviceNow(connection));
      const key = `${connection} ${notebook.id}`;
      if (leftMs === undefined) {
        this.#runs.delete(key);
        continue;
      }
      counting ||= leftMs > 0;
      if (!this.#runs.has(key)) this.#runs.set(key, serviceNow(connection));
      const ending = { connection, notebook, leftMs };
      if (isWanted() && store.get(OFF) !== true && this.#isDue(ending)) void this.#remind(ending);
    }
    return counting;
  }

  #isDue({ connection, notebook, leftMs }: EndingNotebook): boolean {
    const reported = `${connection} ${notebook.id} ${notebook.leaseEndsAt}`;
    if (this.#reported.has(reported)) return false;
    const { serviceNow, clock } = this.options;
    const now = serviceNow(connection);
    const seen = this.#runs.get(`${connection} ${notebook.id}`) ?? now;
    const own = this.#savesOf(connection, notebook.id);
    const savedAt = Math.max(own[0]?.requestedAt ?? 0, this.options.savedAt(connection, notebook.id) ?? 0);
    const due = isReminderDue({
      leftMs,
      saveMs: estimateSaveMs(usualDurations(this.options.saves(), { notebook, connection })),
      runningSince: Math.min(notebook.leaseStartedAt ?? now, seen),
      savedAt: savedAt === 0 ? undefined : savedAt + now - clock.now(),
      serviceNow: now,
    });
    if (due) this.#reported.add(reported);
    return due;
  }

  /** Those that became an image, or may yet. */
  #savesOf(connection: string, notebookId: string): readonly Save[] {
    const isOwn = (save: Save): boolean => save.connection === connection && save.notebook.id === notebookId;
    return this.options.saves().filter((save) => isOwn(save) && !IN_VAIN.has(save.state.phase));
  }

  async #remind(ending: EndingNotebook): Promise<void> {
    switch (await this.options.ask(ending)) {
      case 'save':
        await this.options.save(ending);
        return;
      case 'renew':
        await this.options.renew(ending);
        return;
      case 'never':
        await this.options.store.update(OFF, true);
        return;
      case undefined:
        return;
    }
  }
}
