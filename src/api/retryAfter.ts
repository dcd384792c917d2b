const SHORTEST_MS = 1000;
const MAX_DELAY_MS = 300_000;

/**
 * How long an answer asks to wait, 1 to 300 seconds: `Retry-After` as seconds, or as a date measured by the answer's
 * own `Date`. Undefined where it says nothing that makes sense. Source: RFC 9110, section 10.2.3.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers['retry-after']?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : dateMs(text) - dateMs(headers['date']);
  return Number.isFinite(ms) ? Math.min(Math.max(ms, SHORTEST_MS), MAX_DELAY_MS) : undefined;
}

/** The service's time when it answered, milliseconds since the epoch. */
export function serverTime(headers: Readonly<Record<string, string>>): number | undefined {
  const time = dateMs(headers['date']);
  return Number.isFinite(time) ? time : undefined;
}

/** NaN for what is not a date of HTTP. */
function dateMs(text = ''): number {
  return /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
}
