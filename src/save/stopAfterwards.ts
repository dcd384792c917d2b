import { isThrottled } from '../model/errorCodes';
import { isModelArtsError, type ModelArtsError } from '../model/errors';
import type { Clock } from '../util/clock';
import { NO_FAILURES, type RetryState, recordFailure } from './pollImage';
import { nextPollMs, sleepAcrossSuspend } from './pollSchedule';

/** Sends the request to stop a notebook once. */
export type StopNotebook = (connection: string, notebookId: string, signal: AbortSignal) => Promise<unknown>;

/** How long the request is repeated while it is not sent or is throttled. */
const MAX_RETRY_MS = 10 * 60_000;
/** The notebook is stopped or stopping already. Source: HELP api-modelarts, error codes. */
const ALREADY_STOPPED: ReadonlySet<string | undefined> = new Set(['ModelArts.6307', 'ModelArts.6308']);

/**
 * Stops a notebook. Repeats the request only while it certainly had no effect. Returns undefined when the notebook is
 * being stopped, else the error that prevented it or left the outcome unknown.
 *
 * @throws the signal's reason when it aborts, and any error that is not a ModelArtsError (a bug).
 */
export async function stopAfterwards(
  stop: () => Promise<unknown>,
  { clock, random }: { readonly clock: Clock; readonly random: () => number },
  signal: AbortSignal,
): Promise<ModelArtsError | undefined> {
  const startedAt = clock.now();
  let retryState: RetryState = NO_FAILURES;
  for (let polls = 1; ; polls += 1) {
    try {
      await stop();
      return undefined;
    } catch (error) {
      signal.throwIfAborted();
      if (!isModelArtsError(error)) throw error;
      if (error.kind === 'refused' && ALREADY_STOPPED.has(error.code)) return undefined;
      const elapsedMs = clock.now() - startedAt;
      if (!hadNoEffect(error) || elapsedMs >= MAX_RETRY_MS) return error;
      retryState = recordFailure(retryState, error, clock.now());
      await sleepAcrossSuspend(
        nextPollMs({ elapsedMs, polls, usualMs: [], failures: retryState.failures }, random),
        clock,
        signal,
      );
    }
  }
}

function hadNoEffect(error: ModelArtsError): boolean {
  return error.kind === 'notSent' || isThrottled(error);
}
