import type { Locator } from 'playwright-core';

/**
 * Looks again and again until there is something to see. For what has no event to wait for: files, processes, the screen.
 *
 * @returns what was seen.
 * @throws Error naming `what`, when `limitMs` has passed first.
 */
export async function until<T>(look: () => T | Promise<T>, what: string, limitMs = 15_000): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > end) throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until nothing in the element has changed for `quietMs`, at most 6 s. */
export async function untilStill(element: Locator, quietMs: number): Promise<void> {
  // As text, since the function runs in the page, whose types the tests do not have.
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
