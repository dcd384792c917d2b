/** How a person left a step of a flow. `back` keeps what was typed, where a step takes text. */
export type Answer<T> =
  | { readonly kind: 'next'; readonly value: T }
  | { readonly kind: 'back'; readonly value: T | undefined }
  | { readonly kind: 'cancelled' };

/** What every step of a flow shows. */
export interface Step {
  readonly title: string;
  /** From 1. */
  readonly step: number;
  readonly totalSteps: number;
  /** True where there is a step before. */
  readonly back: boolean;
}
