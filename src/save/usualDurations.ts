import type { Save } from './save';
import { isNoticedLate } from './saveState';

/** So many of the latest saves tell what is usual. */
const ENOUGH = 5;

/**
 * How long earlier saves of this notebook took, else of its connection, latest first; milliseconds. Counted are those
 * that were asked for from here and became an image, and whose end was noticed soon: how long the others took is not known.
 */
export function usualDurations(
  earlier: readonly Save[],
  { notebook, connection }: Pick<Save, 'notebook' | 'connection'>,
): readonly number[] {
  const reported = earlier.flatMap((save) => {
    const took = durationMs(save);
    return took === undefined || save.connection !== connection ? [] : [{ notebookId: save.notebook.id, took }];
  });
  const own = reported.filter(({ notebookId }) => notebookId === notebook.id);
  return (own.length > 0 ? own : reported).slice(0, ENOUGH).map(({ took }) => took);
}

/** The duration in the middle; undefined where none is known. Milliseconds. */
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
