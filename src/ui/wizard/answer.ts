/** The result of a wizard step. `back` keeps the typed value, in a step that takes text. */
export type Answer<T> =
  | { readonly kind: 'next'; readonly value: T }
  | { readonly kind: 'back'; readonly value: T | undefined }
  | { readonly kind: 'cancelled' };

/** Properties common to all steps. */
export interface Step {
  readonly title: string;
  /** Number of the step, from 1. */
  readonly step: number;
  readonly totalSteps: number;
  /** Whether to show the Back button. */
  readonly back: boolean;
}

/** The only step of a flow. */
export const ONLY_STEP: Omit<Step, 'title'> = { step: 1, totalSteps: 1, back: false };
