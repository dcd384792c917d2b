import type { Save } from './save';
import { isNoticedLate } from './saveState';

/** Number of latest saves that define the usual duration. */
const MAX_SAMPLES = 5;

/**
 * Returns the durations of earlier saves of this notebook, else of its connection, latest first; milliseconds. Counts
 * only saves that were requested by the extension, produced an image, and whose end was noticed promptly.
 */
export function usualDurations(
  earlier: readonly Save[],
  { notebook, connection }: Pick<Save, 'notebook' | 'connection'>,
): readonly number[] {
  const samples = earlier.flatMap((save) => {
    const took = durationMs(save);
    return took === undefined || save.connection !== connection ? [] : [{ notebookId: save.notebook.id, took }];
  });
  const own = samples.filter(({ notebookId }) => notebookId === notebook.id);
  return (own.length > 0 ? own : samples).slice(0, MAX_SAMPLES).map(({ took }) => took);
}

/** Returns the median; undefined for an empty list. Milliseconds. */
export function typicalMs(durations: readonly number[]): number | undefined {
  const sorted = durations.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

function durationMs({ state, request, requestedAt, endedAt }: Save): number | undefined {
  if (state.phase !== 'saved' || isNoticedLate(state) || request === undefined || endedAt === undefined)
    return undefined;
  // The clock may have been set back meanwhile.
  return endedAt > requestedAt ? endedAt - requestedAt : undefined;
}
