/** The furthest moments that are dates lie so many milliseconds from the epoch. Source: ECMAScript, time values. */
export const MAX_DATE_MS = 8.64e15;
