/**
 * Every interval at which the service is polled, in milliseconds. The interval for whole lists of notebooks is the
 * setting `refreshIntervalSeconds`. `save/pollSchedule.ts` and `ui/notebooks/pollNotebooks.ts` vary them: jitter, age, failures.
 */
export const POLL_INTERVALS = {
  /** A save in progress. `nextPollMs` chooses between these values. */
  save: {
    /** Time from the request to the first poll. */
    first: 2000,
    /**
     * Interval without earlier durations: about 43 polls for a save of 5 to 10 minutes, whose end is noticed after 5.5
     * seconds.
     */
    steady: 11_000,
    /** Interval around the expected end. */
    nearEnd: 9000,
    /** Upper limit while polls succeed or the network fails. */
    max: 30_000,
    /** Upper limit while the service fails. */
    maxAfterServiceError: 60_000,
  },
  /** A notebook that starts before its save. */
  start: 5000,
  /** Limits for a notebook that changes state, while the Notebooks view is visible in a focused window. */
  transition: { min: 3000, max: 30_000 },
  /** An image that is being built, while the Images view is visible in a focused window. */
  build: 10_000,
  /** Age at which the list of images is reloaded when its view becomes visible. */
  staleImages: 60_000,
} as const;
