import type { Answer, Step } from './answer';

/** A step of a flow. It returns an updated draft. */
export interface FlowStep<D> {
  readonly ask: (draft: D, frame: Omit<Step, 'title'>) => Promise<Answer<D>>;
  /** A silent step shows nothing unless there is a problem. It is not counted and is skipped when going back. */
  readonly isSilent?: boolean;
}

/**
 * Runs the steps in order, with Back. Undefined if canceled. The steps may depend on the draft, as long as those
 * before the current one stay the same. Going back keeps the answers.
 */
export async function runFlow<D>(first: D, stepsOf: (draft: D) => readonly FlowStep<D>[]): Promise<D | undefined> {
  let draft = first;
  for (let index = 0; ; ) {
    const steps = stepsOf(draft);
    const step = steps[index];
    if (!step) return draft;
    const answer = await step.ask(draft, frame(steps, index));
    if (answer.kind === 'cancelled') return undefined;
    draft = answer.value ?? draft;
    index = answer.kind === 'next' ? index + 1 : previousIndex(steps, index);
  }
}

type Countable = Pick<FlowStep<unknown>, 'isSilent'>;

function frame(steps: readonly Countable[], index: number): Omit<Step, 'title'> {
  const counted = steps.filter(({ isSilent }) => !isSilent);
  const countedSoFar = steps.slice(0, index + 1).filter(({ isSilent }) => !isSilent);
  return {
    step: Math.max(1, countedSoFar.length),
    totalSteps: Math.max(1, counted.length),
    back: previousIndex(steps, index) < index,
  };
}

/** Returns the index of the nearest earlier step that is not silent; `index` if there is none. */
function previousIndex(steps: readonly Countable[], index: number): number {
  const earlier = steps.slice(0, index).findLastIndex(({ isSilent }) => !isSilent);
  return earlier < 0 ? index : earlier;
}
