import type { ModelArtsClient } from '../api/modelArtsClient';
import { isTransient } from '../model/errorCodes';
import { isModelArtsError, type ModelArtsError, NotSavableError } from '../model/errors';
import type { NotebookDetails } from '../model/notebook';
import { type NotSavableReason, whyNotSavable } from '../model/notebookAbilities';
import { POLL_INTERVALS } from '../model/pollIntervals';
import type { Clock } from '../util/clock';
import { sleepAcrossSuspend } from './pollSchedule';

/** The notebook calls that {@link ensureRunning} needs. */
export type NotebookStarter = Pick<ModelArtsClient, 'getNotebook' | 'startNotebook'>;

/** Options and callbacks of {@link ensureRunning}. */
export interface EnsureRunningOptions {
  readonly clock: Clock;
  /** True = starts the notebook if it is stopped; false = only waits. */
  readonly mayStart: boolean;
  /** Called with the notebook after every poll and after the start request. */
  readonly onPoll: (notebook: NotebookDetails) => void;
  /** Called when a poll failed and will be repeated. */
  readonly onInterruption: (error: ModelArtsError) => void;
}

/** A notebook may still report STOPPED for this long after its start request was accepted. */
const MAX_START_DELAY_MS = 60_000;

/**
 * Waits until a notebook runs, and starts it first if allowed. Repeats polls that fail because the network is down or
 * the service is busy; the caller ends the wait through the signal.
 *
 * @throws NotSavableError when the notebook cannot reach RUNNING by itself: failed, frozen, deleted, being saved, or
 * stopped again; RefusedError when the service refuses to start or show it; the signal's reason when it aborts.
 */
export async function ensureRunning(
  service: NotebookStarter,
  id: string,
  { clock, mayStart, onPoll, onInterruption }: EnsureRunningOptions,
  signal: AbortSignal,
): Promise<NotebookDetails> {
  let startedAt: number | undefined;
  for (;;) {
    const notebook = await poll(service, id, onInterruption, signal);
    if (notebook) {
      onPoll(notebook);
      const reason = whyNotSavable(notebook);
      if (reason === undefined) return notebook;
      if (reason === 'stopped' && mayStart && startedAt === undefined) {
        startedAt = clock.now();
        onPoll((await start(service, id, signal)) ?? notebook);
      } else if (!mayStillRun(reason, startedAt, mayStart, clock)) {
        throw new NotSavableError(notebook.name, reason, notebook.status);
      }
    }
    await sleepAcrossSuspend(POLL_INTERVALS.start, clock, signal);
  }
}

function mayStillRun(
  reason: NotSavableReason,
  startedAt: number | undefined,
  mayStart: boolean,
  clock: Clock,
): boolean {
  switch (reason) {
    case 'starting':
      return true;
    case 'stopping':
      return mayStart;
    case 'stopped':
      return clock.now() - (startedAt ?? Number.NEGATIVE_INFINITY) < MAX_START_DELAY_MS;
    case 'snapshotting':
    case 'frozen':
    case 'failed':
    case 'deleted':
    case 'unknownStatus':
      return false;
  }
}

/** Returns undefined after a failure that may pass. */
async function poll(
  service: NotebookStarter,
  id: string,
  onInterruption: EnsureRunningOptions['onInterruption'],
  signal: AbortSignal,
): Promise<NotebookDetails | undefined> {
  try {
    return await service.getNotebook(id, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!isModelArtsError(error) || !isTransient(error)) throw error;
    onInterruption(error);
    return undefined;
  }
}

/** Another client may have started the notebook in the meantime; the next poll shows its state. */
const ALREADY_STARTED: ReadonlySet<string | undefined> = new Set(['ModelArts.6305', 'ModelArts.6306']);

async function start(service: NotebookStarter, id: string, signal: AbortSignal): Promise<NotebookDetails | undefined> {
  try {
    return await service.startNotebook(id, undefined, signal);
  } catch (error) {
    if (isModelArtsError(error) && error.kind === 'refused' && ALREADY_STARTED.has(error.code)) return undefined;
    throw error;
  }
}
