/** The latest representable date, in milliseconds since the epoch. Source: ECMAScript, time values. */
export const MAX_DATE_MS = 8.64e15;
