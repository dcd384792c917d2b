const MIN_DELAY_MS = 1000;
const MAX_DELAY_MS = 300_000;

/**
 * Returns the delay that a response asks for, limited to 1 to 300 seconds, in milliseconds. `Retry-After` is in
 * seconds, or a date that is compared to the response's own `Date`. Undefined if the header is missing or invalid.
 * Source: RFC 9110, section 10.2.3.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers['retry-after']?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : dateMs(text) - dateMs(headers['date']);
  return Number.isFinite(ms) ? Math.min(Math.max(ms, MIN_DELAY_MS), MAX_DELAY_MS) : undefined;
}

/** Returns the `Date` header in milliseconds since the epoch, or undefined if it is missing or invalid. */
export function serverTime(headers: Readonly<Record<string, string>>): number | undefined {
  const time = dateMs(headers['date']);
  return Number.isFinite(time) ? time : undefined;
}

/** Returns NaN for anything but an HTTP date. */
function dateMs(text = ''): number {
  return /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
}
