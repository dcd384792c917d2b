import type { Disposable } from './disposable';

/**
 * Calls `act` once after `ms` milliseconds unless disposed first. The timer does not keep the process alive. Intended
 * for limits on operations that end by themselves; to wait, use a `Clock`.
 *
 * @param ms up to 2 147 483 647 (24 days)
 */
export function after(ms: number, act: () => void): Disposable {
  const timer = setTimeout(act, ms);
  timer.unref();
  return { dispose: () => clearTimeout(timer) };
}
