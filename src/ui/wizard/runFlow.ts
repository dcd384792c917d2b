import type { Answer, Step } from './answer';

/** One step of a flow over a draft, which it changes. */
export interface FlowStep<D> {
  readonly ask: (draft: D, frame: Omit<Step, 'title'>) => Promise<Answer<D>>;
  /** Asks nobody, unless something is wrong: not counted, and passed over on the way back. */
  readonly isSilent?: boolean;
}

/**
 * Leads through steps, back and forth, until they end; undefined when the person backs out. Which steps there are may
 * depend on the draft, as long as those before the present one stay. The way back keeps what was answered.
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
    index = answer.kind === 'next' ? index + 1 : before(steps, index);
  }
}

type Countable = Pick<FlowStep<unknown>, 'isSilent'>;

function frame(steps: readonly Countable[], index: number): Omit<Step, 'title'> {
  const counted = steps.filter(({ isSilent }) => !isSilent);
  const upTo = steps.slice(0, index + 1).filter(({ isSilent }) => !isSilent);
  return {
    step: Math.max(1, upTo.length),
    totalSteps: Math.max(1, counted.length),
    back: before(steps, index) < index,
  };
}

/** The nearest earlier step that asks somebody; the same one where there is none. */
function before(steps: readonly Countable[], index: number): number {
  const earlier = steps.slice(0, index).findLastIndex(({ isSilent }) => !isSilent);
  return earlier < 0 ? index : earlier;
}
