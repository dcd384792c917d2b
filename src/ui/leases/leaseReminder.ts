import { estimateSaveMs, isReminderDue, leaseLeftMs } from '../../model/lease';
import type { Notebook } from '../../model/notebook';
import type { Save } from '../../save/save';
import { usualDurations } from '../../save/saveList';
import type { SavePhase } from '../../save/saveState';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { Event } from '../../util/event';
import { createTicker } from '../../util/ticker';
import type { ValueStore } from '../saves/flow/rememberedAnswers';

/** A notebook that has unsaved changes and whose lease is about to end. */
export interface EndingNotebook {
  readonly connection: string;
  readonly notebook: Notebook;
  /** Milliseconds until it stops automatically. */
  readonly leftMs: number;
}

/** The user's answer to a reminder; undefined = dismissed. */
export type ReminderAnswer = 'save' | 'renew' | 'never' | undefined;

/** Data and actions of the lease reminder. */
export interface LeaseReminderOptions {
  /** Returns the notebooks that the tree has loaded. The reminder sends no requests. */
  readonly rows: () => Iterable<{ readonly connection: string; readonly notebook: Notebook }>;
  readonly onDidChangeRows: Event<unknown>;
  /** Returns the saves, newest first. */
  readonly saves: () => readonly Save[];
  /** Returns when a notebook was last saved in an earlier session or another window, in milliseconds since the epoch. */
  readonly savedAt: (connection: string, notebookId: string) => number | undefined;
  /** Returns the service's time, in milliseconds since the epoch. */
  readonly serviceNow: (connection: string) => number;
  readonly clock: Clock;
  readonly store: ValueStore;
  /** Returns false while the settings disable such notifications. */
  readonly isEnabled: () => boolean;
  readonly ask: (ending: EndingNotebook) => Promise<ReminderAnswer>;
  readonly save: (ending: EndingNotebook) => unknown;
  readonly renew: (ending: EndingNotebook) => unknown;
}

/** Key of the stored answer “Don't Remind Again”. */
const DISABLED_KEY = 'modelartsImages.noLeaseReminders';
const MINUTE_MS = 60_000;
/** Phases of saves that created no image. */
const FAILED_PHASES: ReadonlySet<SavePhase> = new Set(['failed', 'deleted', 'refused', 'notSent', 'notSaved']);

/**
 * Reminds the user once per lease when a notebook is about to stop with unsaved changes. Checks once a minute while a lease is
 * running, without requests.
 */
export function remindOfLeases(options: LeaseReminderOptions): Disposable {
  const reminder = new LeaseReminder(options);
  const ticker = createTicker(options.clock, MINUTE_MS, () => reminder.check());
  return disposeAll([ticker, options.onDidChangeRows(ticker.start)]);
}

class LeaseReminder {
  /** Leases already reported. Key: connection, notebook ID, and end of the lease. */
  readonly #reported = new Set<string>();
  /** When each notebook was first seen running, by the service's clock. */
  readonly #runningSince = new Map<string, number>();

  constructor(private readonly options: LeaseReminderOptions) {}

  /** Reminds the user of each lease that is due. Returns false when no lease is running. */
  check(): boolean {
    const { rows, serviceNow, isEnabled, store } = this.options;
    let isLeaseRunning = false;
    for (const { connection, notebook } of rows()) {
      const leftMs = leaseLeftMs(notebook, serviceNow(connection));
      const key = `${connection} ${notebook.id}`;
      if (leftMs === undefined) {
        this.#runningSince.delete(key);
        continue;
      }
      isLeaseRunning ||= leftMs > 0;
      if (!this.#runningSince.has(key)) this.#runningSince.set(key, serviceNow(connection));
      const ending = { connection, notebook, leftMs };
      if (isEnabled() && store.get(DISABLED_KEY) !== true && this.#isDue(ending)) void this.#remind(ending);
    }
    return isLeaseRunning;
  }

  #isDue({ connection, notebook, leftMs }: EndingNotebook): boolean {
    const leaseKey = `${connection} ${notebook.id} ${notebook.leaseEndsAt}`;
    if (this.#reported.has(leaseKey)) return false;
    const { serviceNow, clock } = this.options;
    const now = serviceNow(connection);
    const firstSeenAt = this.#runningSince.get(`${connection} ${notebook.id}`) ?? now;
    const [lastSave] = this.#savesOf(connection, notebook.id);
    const savedAt = Math.max(lastSave?.requestedAt ?? 0, this.options.savedAt(connection, notebook.id) ?? 0);
    const isDue = isReminderDue({
      leftMs,
      saveMs: estimateSaveMs(usualDurations(this.options.saves(), { notebook, connection })),
      runningSince: Math.min(notebook.leaseStartedAt ?? now, firstSeenAt),
      savedAt: savedAt === 0 ? undefined : savedAt + now - clock.now(),
      serviceNow: now,
    });
    if (isDue) this.#reported.add(leaseKey);
    return isDue;
  }

  /** Returns the saves of a notebook that created an image or still may. */
  #savesOf(connection: string, notebookId: string): readonly Save[] {
    const isOfNotebook = (save: Save): boolean => save.connection === connection && save.notebook.id === notebookId;
    return this.options.saves().filter((save) => isOfNotebook(save) && !FAILED_PHASES.has(save.state.phase));
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
        await this.options.store.update(DISABLED_KEY, true);
        return;
      case undefined:
        return;
    }
  }
}
