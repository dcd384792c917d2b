import { settled } from '../manualClock';
import { InputBox, QuickPick } from './quickInput';
import { type ShownMessage, screen } from './screen';

/** Returns the visible input box; throws when there is none. */
export function shownBox(): InputBox {
  const { quickInput } = screen;
  if (quickInput instanceof InputBox) return quickInput;
  throw new Error('No input box is on the screen');
}

/** Returns the visible quick pick; throws when there is none. */
export function shownPick(): QuickPick {
  const { quickInput } = screen;
  if (quickInput instanceof QuickPick) return quickInput;
  throw new Error('No quick pick is on the screen');
}

/** Returns the latest message; throws when there was none. */
export function shownMessage(): ShownMessage {
  const last = screen.messages.at(-1);
  if (last) return last;
  throw new Error('No message was shown');
}

/** Returns quick inputs that were not disposed; empty after a flow that cleaned up. */
export function leftovers(): readonly string[] {
  return screen.made
    .filter(({ disposed, listeners }) => !disposed || listeners > 0)
    .map(({ title, listeners }) => `${title}: ${listeners} listeners`);
}

/**
 * Waits until something is visible, without advancing the test's clock.
 *
 * @throws Error that names `what` after 15 seconds
 */
export async function appears(condition: () => unknown, what: string): Promise<void> {
  const end = performance.now() + 15_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`${what} did not appear: ${JSON.stringify(screen.messages)}`);
    await settled();
  }
}
