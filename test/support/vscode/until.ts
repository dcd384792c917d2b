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
