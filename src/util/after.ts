import type { Disposable } from './disposable';

/**
 * Acts once, `ms` milliseconds from now, unless it is told first that nobody needs it any more. Keeps no process alive. For a limit on
 * something that has an end of its own; who waits uses a clock.
 *
 * @param ms up to 2 147 483 647 (24 days)
 */
export function after(ms: number, act: () => void): Disposable {
  const timer = setTimeout(act, ms);
  timer.unref();
  return { dispose: () => clearTimeout(timer) };
}
