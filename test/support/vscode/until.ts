import type { Locator } from 'playwright-core';

/**
 * Polls until `look` returns a truthy value. Use it where no event exists: files, processes, the screen.
 *
 * @returns the value.
 * @throws Error that names `what` after `limitMs`.
 */
export async function until<T>(look: () => T | Promise<T>, what: string, limitMs = 15_000): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > end) throw new Error(`Timed out after ${limitMs / 1000} s waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until nothing in the element has changed for `quietMs`, at most 6 s. */
export async function untilStill(element: Locator, quietMs: number): Promise<void> {
  // Passed as text, because the function runs in the page, whose types the tests do not have.
  await element.evaluate(`(element) => new Promise((resolve) => {
    const end = () => { observer.disconnect(); resolve(); };
    let timer = setTimeout(end, ${quietMs});
    const observer = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(end, ${quietMs});
    });
    observer.observe(element, { subtree: true, childList: true, characterData: true });
    setTimeout(end, 6000);
  })`);
}
