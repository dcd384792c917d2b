import { isModelArtsError, type ModelArtsError } from '../model/errors';
import { isThrottled } from '../model/refusals';
import type { Clock } from '../util/clock';
import { NO_FAILURES, type RetryState, recordFailure } from './pollImage';
import { nextPollMs } from './pollSchedule';
import { sleepAcrossSuspend } from './sleepAcrossSuspend';

/** Asks for a notebook to be stopped, once. */
export type StopNotebook = (connection: string, notebookId: string, signal: AbortSignal) => Promise<unknown>;

/** So long it is tried while the request surely does not reach the service, or is put off by it. */
const TRY_FOR_MS = 10 * 60_000;
/** Stopped already, stopping already. Source: HELP api-modelarts, error codes. */
const STOPPED_ALREADY: ReadonlySet<string | undefined> = new Set(['ModelArts.6307', 'ModelArts.6308']);

/**
 * Asks for a notebook to be stopped; asks again only while the request surely came to nothing. Undefined = it is being
 * stopped; an error = what kept it from that, or left it unknown.
 *
 * @throws the signal's reason when it aborts, and what is not an error of the family: a bug.
 */
export async function stopAfterwards(
  ask: () => Promise<unknown>,
  { clock, random }: { readonly clock: Clock; readonly random: () => number },
  signal: AbortSignal,
): Promise<ModelArtsError | undefined> {
  const startedAt = clock.now();
  let hindrance: RetryState = NO_FAILURES;
  for (let polls = 1; ; polls += 1) {
    try {
      await ask();
      return undefined;
    } catch (error) {
      signal.throwIfAborted();
      if (!isModelArtsError(error)) throw error;
      if (error.kind === 'refused' && STOPPED_ALREADY.has(error.code)) return undefined;
      const elapsedMs = clock.now() - startedAt;
      if (!cameToNothing(error) || elapsedMs >= TRY_FOR_MS) return error;
      hindrance = recordFailure(hindrance, error, clock.now());
      await sleepAcrossSuspend(
        nextPollMs({ elapsedMs, polls, usualMs: [], failures: hindrance.failures }, random),
        clock,
        signal,
      );
    }
  }
}

function cameToNothing(error: ModelArtsError): boolean {
  return error.kind === 'notSent' || isThrottled(error);
}
