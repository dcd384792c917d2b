import type { Send } from './http';
import { serverTime } from './retryAfter';

/** A `Date` header is truncated to the second; this is the mean error in milliseconds. */
const MEAN_TRUNCATION_MS = 500;

/**
 * Reports how far the service's clock is ahead of the local clock for each response with a `Date` header. Milliseconds,
 * accurate to about a second plus half the duration of the request.
 */
export function withServiceTime(send: Send, now: () => number, report: (aheadMs: number) => void): Send {
  return async (request, signal) => {
    const sentAt = now();
    const response = await send(request, signal);
    const time = serverTime(response.headers);
    if (time !== undefined) report(time + MEAN_TRUNCATION_MS - (sentAt + now()) / 2);
    return response;
  };
}
