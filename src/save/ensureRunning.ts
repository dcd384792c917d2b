import { isModelArtsError, type ModelArtsError, NotSavableError } from '../model/errors';
import type { NotebookDetails } from '../model/notebook';
import { isThrottled } from '../model/refusals';
import { type NotSavableReason, whyNotSavable } from '../model/whyNotSavable';
import type { Clock } from '../util/clock';
import { sleepAcrossSuspend } from './sleepAcrossSuspend';

/** What it takes to get a notebook to run. */
export interface NotebookStarter {
  getNotebook(id: string, signal: AbortSignal): Promise<NotebookDetails>;
  startNotebook(id: string, runForMs: number | undefined, signal: AbortSignal): Promise<NotebookDetails>;
}

export interface EnsureRunningOptions {
  readonly clock: Clock;
  /** True = started where it is stopped; false = only waited for. */
  readonly mayStart: boolean;
  /** Called with the notebook after every look at it, and after its start. */
  readonly onPoll: (notebook: NotebookDetails) => void;
  /** Called when it could not be seen, and will be looked at again. */
  readonly onInterruption: (error: ModelArtsError) => void;
}

const POLL_INTERVAL_MS = 5000;
/** So long a notebook may still be shown as stopped after it was started. */
const START_SHOWS_AFTER_MS = 60_000;

/**
 * Waits until a notebook runs, and starts it first where that is allowed. Looks that come to nothing (network gone, service
 * busy) are made again: whoever waits can end it by the signal.
 *
 * @throws NotSavableError when it will not run by itself: failed, frozen, deleted, being saved, or stopped again;
 * RefusedError when the service will not start or show it; the signal's reason when it aborts.
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
    await sleepAcrossSuspend(POLL_INTERVAL_MS, clock, signal);
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
      return clock.now() - (startedAt ?? Number.NEGATIVE_INFINITY) < START_SHOWS_AFTER_MS;
    case 'snapshotting':
    case 'frozen':
    case 'failed':
    case 'deleted':
    case 'unknownStatus':
      return false;
  }
}

/** Undefined where nothing could be seen that another look may see. */
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
    if (!isModelArtsError(error) || !mayPass(error)) throw error;
    onInterruption(error);
    return undefined;
  }
}

/** Somebody else may have started it in the meantime: the next look tells. */
const STARTED_ALREADY: ReadonlySet<string | undefined> = new Set(['ModelArts.6305', 'ModelArts.6306']);

async function start(service: NotebookStarter, id: string, signal: AbortSignal): Promise<NotebookDetails | undefined> {
  try {
    return await service.startNotebook(id, undefined, signal);
  } catch (error) {
    if (isModelArtsError(error) && error.kind === 'refused' && STARTED_ALREADY.has(error.code)) return undefined;
    throw error;
  }
}

function mayPass(error: ModelArtsError): boolean {
  switch (error.kind) {
    case 'notSent':
    case 'noAnswer':
    case 'unreadable':
      return true;
    case 'refused':
      return isThrottled(error) || error.status >= 500;
    default:
      return false;
  }
}
