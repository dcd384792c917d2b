import type { Send } from './http';
import { serverTime } from './retryAfter';

/** Half of the second that a `Date` header leaves open. */
const HALF_A_SECOND = 500;

/**
 * Tells of each answer that has a `Date` header how far the service's clock is ahead of this computer's: milliseconds, exact
 * to about a second and half the time the answer took.
 */
export function withServiceTime(send: Send, now: () => number, report: (aheadMs: number) => void): Send {
  return async (request, signal) => {
    const sentAt = now();
    const response = await send(request, signal);
    const time = serverTime(response.headers);
    if (time !== undefined) report(time + HALF_A_SECOND - (sentAt + now()) / 2);
    return response;
  };
}
